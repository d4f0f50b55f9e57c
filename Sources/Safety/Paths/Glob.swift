/// A pattern of names: `*`, `?`, `[…]`, and for paths `**` over any number of folders.
struct Glob: Sendable, Hashable {
    /// What it is made of.
    enum Token: Sendable, Hashable {
        case byte(UInt8)
        /// `?` and `[…]`
        case any
        case star
    }

    let tokens: [Token]
    /// Whether it matches one name only.
    let isLiteral: Bool

    init(_ tokens: [Token]) {
        self.tokens = tokens
        isLiteral = tokens.allSatisfy { if case .byte = $0 { true } else { false } }
    }

    init(_ text: String) {
        var tokens: [Token] = []
        var bytes = Array(text.utf8)[...]
        while let byte = bytes.popFirst() {
            // What a group of ksh's and bash's matches is anybody's guess: `!(src)`.
            if bytes.first == UInt8(ascii: "("), "?*+@!".utf8.contains(byte),
                let end = bytes.lastIndex(of: UInt8(ascii: ")"))
            {
                bytes = bytes[(end + 1)...]
                if tokens.last != .star { tokens.append(.star) }
                continue
            }
            switch byte {
            case UInt8(ascii: "*"): if tokens.last != .star { tokens.append(.star) }
            case UInt8(ascii: "?"): tokens.append(.any)
            case UInt8(ascii: "["):
                if let end = bytes.dropFirst().firstIndex(of: UInt8(ascii: "]")) {
                    bytes = bytes[(end + 1)...]
                    tokens.append(.any)
                } else {
                    tokens.append(.byte(byte))
                }
            default: tokens.append(.byte(byte))
            }
        }
        self.init(tokens)
    }

    /// Whether there is no character in it that stands for itself.
    var isWild: Bool { !tokens.isEmpty && tokens.allSatisfy { if case .byte = $0 { false } else { true } } }

    /// Whether there is a name that both match.
    func overlaps(_ other: Glob) -> Bool {
        if isLiteral && other.isLiteral { return tokens == other.tokens }
        if case .byte(let left)? = tokens.first, case .byte(let right)? = other.tokens.first, left != right {
            return false
        }
        if case .byte(let left)? = tokens.last, case .byte(let right)? = other.tokens.last, left != right {
            return false
        }
        // A name that begins with a dot is found by one that does, too.
        if case .byte(UInt8(ascii: "."))? = other.tokens.first, let first = tokens.first,
            first == .star || first == .any
        {
            return false
        }
        let (left, right) = (tokens, other.tokens)
        guard left.count * right.count <= 10_000 else { return true }
        // Whether what follows behind i and j can be the same.
        var below = [Bool](repeating: false, count: right.count + 1)
        for i in stride(from: left.count, through: 0, by: -1) {
            var row = [Bool](repeating: false, count: right.count + 1)
            for j in stride(from: right.count, through: 0, by: -1) {
                if i == left.count && j == right.count {
                    row[j] = true
                } else if i < left.count && left[i] == .star {
                    row[j] = below[j] || j < right.count && row[j + 1]
                } else if j < right.count && right[j] == .star {
                    row[j] = row[j + 1] || i < left.count && below[j]
                } else if i < left.count && j < right.count {
                    row[j] = (left[i] == right[j] || left[i] == .any || right[j] == .any) && below[j + 1]
                }
            }
            below = row
        }
        return below[0]
    }

    /// Whether it finds something that another one means, which would be said in other words than by chance:
    /// `*.c` is not about `secrets.c` because somebody has a pattern `secrets.*`.
    func finds(_ other: Glob) -> Bool {
        // Neither is `*.json` about `credentials.json`.
        if tokens.prefix(2) == [.star, .byte(UInt8(ascii: "."))], other.tokens.first != .star {
            return false
        }
        guard !isLiteral, other.tokens.contains(.star) else { return overlaps(other) }
        return overlaps(Glob(other.tokens.filter { $0 != .star }))
            || overlaps(Glob(other.tokens.map { $0 == .star ? .byte(UInt8(ascii: "x")) : $0 }))
    }

    /// Whether it matches a text.
    func matches(_ text: String) -> Bool { Glob(text.utf8.map { Token.byte($0) }).overlaps(self) }
}
