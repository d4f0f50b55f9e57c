/// What a word on the command line may be the beginning of.
enum Abbreviation {
    /// The only name that was found for a word.
    ///
    /// - Parameters:
    ///   - word: the beginning of all of them.
    ///   - names: what was found.
    ///   - kind: what they are names of, as in "run".
    ///   - hints: what to do where nothing was found.
    static func only<Name: CustomStringConvertible>(
        _ word: String, of names: [Name], kind: String, hints: [String]
    ) throws(Failure) -> Name {
        guard let first = names.first else {
            throw Failure(.usage, "there is no \(kind) '\(printable(word))'", hints: hints)
        }
        guard names.count == 1 else {
            let some = names.prefix(3).map(\.description).joined(separator: ", ")
            throw Failure(
                .usage, "'\(printable(word))' is the beginning of several \(kind)s",
                hints: [some + (names.count > 3 ? ", …" : "")])
        }
        return first
    }

    /// A word as names that are drawn by lot may begin with it; nil for one that none begins with.
    static func beginning(_ word: String) -> String? {
        let name = word.lowercased()
        guard !name.isEmpty, name.utf8.count <= 12, name.allSatisfy({ $0.isASCII && !"/%_*?".contains($0) })
        else { return nil }
        return name
    }
}
