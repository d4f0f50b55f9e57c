/// A pattern for paths, as `hashFiles` of GitHub Actions takes it: `*` and `?` within a name, `[abc]`,
/// `[a-z]` and `[!a]` for one character, `**` for any number of folders, `\` in front of what is meant
/// literally, `!` in front of the whole to take matches out again.
///
/// Takes time in proportion to the pattern's length times the path's at the most.
public struct GlobPattern: Sendable {
    /// Whether it takes matches out.
    public let isExclusion: Bool
    private let parts: [Part]

    /// The pattern that a text writes; every text writes one.
    public init(_ text: String) {
        var rest = Substring(text)
        isExclusion = rest.hasPrefix("!")
        if isExclusion { rest = rest.dropFirst() }
        while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
        parts = rest.split(separator: "/").map { $0 == "**" ? .folders : .name(Self.tokens(of: $0)) }
    }

    /// Whether a path from the top of the tree matches; what matches a folder matches all in it.
    public func matches(_ path: String) -> Bool {
        let names = path.split(separator: "/").map { Array($0)[...] }
        return Wildcard.match(parts[...], names[...], matchingPrefix: true)
    }

    private static func tokens(of name: Substring) -> [Token] {
        var tokens: [Token] = []
        var rest = name
        while let character = rest.popFirst() {
            switch character {
            case "*": tokens.append(.run)
            case "?": tokens.append(.any)
            case "\\": tokens.append(.character(rest.popFirst() ?? "\\"))
            case "[": tokens.append(set(&rest) ?? .character("["))
            default: tokens.append(.character(character))
            }
        }
        return tokens
    }

    /// The set behind a bracket; nil when nothing closes it.
    private static func set(_ rest: inout Substring) -> Token? {
        var body = rest
        let isNegated = body.first == "!" || body.first == "^"
        if isNegated { body = body.dropFirst() }
        // A bracket that comes first stands for itself.
        guard let end = body.dropFirst().firstIndex(of: "]") else { return nil }
        rest = body[body.index(after: end)...]
        var ranges: [ClosedRange<Character>] = []
        var members = body[..<end]
        while let low = members.popFirst() {
            if members.first == "-", members.count > 1 {
                let high = members.dropFirst().first ?? low
                members = members.dropFirst(2)
                if low <= high { ranges.append(low...high) }
            } else {
                ranges.append(low...low)
            }
        }
        return .set(ranges, isNegated: isNegated)
    }
}

/// A piece of a pattern between slashes.
private enum Part: Sendable, WildcardElement {
    /// Any number of folders.
    case folders
    case name([Token])

    var isRun: Bool { if case .folders = self { true } else { false } }

    func matches(_ name: ArraySlice<Character>) -> Bool {
        guard case .name(let tokens) = self else { return true }
        return Wildcard.match(tokens[...], name, matchingPrefix: false)
    }
}

/// A piece of a pattern within a name.
private enum Token: Sendable, WildcardElement {
    case character(Character)
    case any
    /// Any number of characters.
    case run
    case set([ClosedRange<Character>], isNegated: Bool)

    var isRun: Bool { if case .run = self { true } else { false } }

    func matches(_ character: Character) -> Bool {
        switch self {
        case .character(let own): own == character
        case .any, .run: true
        case .set(let ranges, let isNegated): ranges.contains { $0.contains(character) } != isNegated
        }
    }
}

/// What a pattern is made of, on either level.
private protocol WildcardElement {
    associatedtype Subject
    /// Whether it stands for any number of subjects.
    var isRun: Bool { get }
    func matches(_ subject: Subject) -> Bool
}

private enum Wildcard {
    /// Matches from left to right. After a mismatch the last run takes one subject more; those before it
    /// need not, as whatever they could take the last one can, too.
    ///
    /// - Parameter matchingPrefix: whether subjects may be left at the end of the pattern.
    static func match<Element: WildcardElement>(
        _ pattern: ArraySlice<Element>, _ subjects: ArraySlice<Element.Subject>, matchingPrefix: Bool
    ) -> Bool {
        var (place, subject) = (pattern.startIndex, subjects.startIndex)
        var lastRun: (place: Int, subject: Int)?
        while true {
            if place == pattern.endIndex {
                if matchingPrefix || subject == subjects.endIndex { return true }
            } else if pattern[place].isRun {
                lastRun = (place + 1, subject)
                place += 1
                continue
            } else if subject < subjects.endIndex, pattern[place].matches(subjects[subject]) {
                place += 1
                subject += 1
                continue
            }
            guard let run = lastRun, run.subject < subjects.endIndex else { return false }
            lastRun = (run.place, run.subject + 1)
            (place, subject) = (run.place, run.subject + 1)
        }
    }
}
