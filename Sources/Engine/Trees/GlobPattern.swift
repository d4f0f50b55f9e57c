/// A pattern for paths, as `hashFiles` of GitHub Actions takes it: `*` and `?` within a name, `[abc]` and
/// `[a-z]` for one character, `**` for any number of folders, `!` in front to take matches out again.
struct GlobPattern: Sendable {
    /// Whether it takes matches out.
    let isExclusion: Bool
    private let parts: [[Character]]

    init(_ text: String) {
        var rest = Substring(text)
        isExclusion = rest.hasPrefix("!")
        if isExclusion { rest = rest.dropFirst() }
        while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
        parts = rest.split(separator: "/").map { Array($0) }
    }

    /// Whether a path from the top of the tree matches; what matches a folder matches all in it.
    func matches(_ path: String) -> Bool {
        let names = path.split(separator: "/").map { Array($0) }
        return match(parts[...], names[...])
    }

    private func match(_ parts: ArraySlice<[Character]>, _ names: ArraySlice<[Character]>) -> Bool {
        guard let part = parts.first else { return true }
        if part == ["*", "*"] {
            return match(parts.dropFirst(), names)
                || (!names.isEmpty && match(parts, names.dropFirst()))
        }
        guard let name = names.first, Self.match(part[...], name[...]) else { return false }
        return match(parts.dropFirst(), names.dropFirst())
    }

    private static func match(_ pattern: ArraySlice<Character>, _ name: ArraySlice<Character>) -> Bool {
        guard let first = pattern.first else { return name.isEmpty }
        switch first {
        case "*":
            return match(pattern.dropFirst(), name) || (!name.isEmpty && match(pattern, name.dropFirst()))
        case "?": return !name.isEmpty && match(pattern.dropFirst(), name.dropFirst())
        case "[":
            guard let end = pattern.firstIndex(of: "]"), let character = name.first else { return false }
            let set = pattern[(pattern.startIndex + 1)..<end]
            return contains(set, character) && match(pattern[(end + 1)...], name.dropFirst())
        default: return name.first == first && match(pattern.dropFirst(), name.dropFirst())
        }
    }

    private static func contains(_ set: ArraySlice<Character>, _ character: Character) -> Bool {
        var rest = set
        while let low = rest.popFirst() {
            if rest.first == "-", rest.count > 1 {
                let high = rest[rest.startIndex + 1]
                rest = rest.dropFirst(2)
                if low <= character, character <= high { return true }
            } else if low == character {
                return true
            }
        }
        return false
    }
}
