/// Makes the ids of steps from what people call them, as output names steps by their ids.
enum StepNames {
    private static let longest = 40

    /// An id for each name, none twice.
    static func ids(of names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.enumerated().map { index, name in
            let id = id(of: name)
            if !id.isEmpty, seen.insert(id).inserted { return id }
            // No name makes this, as ids of names end with the last of their words.
            let other = "step-\(index + 1)_"
            seen.insert(other)
            return other
        }
    }

    /// Whole words as far as they have room; empty where a name has no letters to begin with.
    private static func id(of name: String) -> String {
        let words = name.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        var id = ""
        for word in words.drop(while: { $0.first?.isLetter != true }) {
            guard id.utf8.count + word.utf8.count < longest else { break }
            id += (id.isEmpty ? "" : "-") + word
        }
        return id
    }
}
