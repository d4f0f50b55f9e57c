/// A path as a command would see it, without `.` and `..`.
struct Path: Sendable, Hashable {
    /// A name in it, of which parts may be unknown.
    struct Segment: Sendable, Hashable {
        var glob: Glob
        /// Whether nothing of it is known.
        var isUnknown = false

        /// Whether it stands for everything in its folder, as far as one can know.
        var isEverything: Bool { isUnknown || glob.isWild || Self.dotted.contains(glob) }

        private static let dotted: Set<Glob> = [Glob(".*"), Glob(".??*"), Glob(".?*")]
    }

    /// From the root; from somewhere where ``isKnown`` is false.
    var segments: [Segment]
    /// Whether it begins at the root.
    var isKnown = true

    static let root = Path(segments: [])
    /// Anywhere.
    static let unknown = Path(segments: [], isKnown: false)

    /// An absolute path of characters that stand for themselves.
    init(_ text: String) {
        self.init([.text(text)], in: .root)
    }

    init(segments: [Segment], isKnown: Bool = true) { (self.segments, self.isKnown) = (segments, isKnown) }

    /// The path that a value means in a folder.
    init(_ pieces: [Piece], in folder: Path) {
        self = folder
        if case .unknown? = pieces.first { self = .unknown }
        if case .text(let text)? = pieces.first, text.utf8.first == UInt8(ascii: "/") { self = .root }
        var tokens: [Glob.Token] = []
        var hasUnknown = false
        func finish(_ path: inout Path) {
            defer { (tokens, hasUnknown) = ([], false) }
            let isUnknown = hasUnknown && tokens.allSatisfy { $0 == .star }
            switch tokens {
            case [], [.byte(0x2E)]: return
            case [.byte(0x2E), .byte(0x2E)]:
                // Whatever the folder above is of something unknown.
                if path.segments.isEmpty { return }
                path.segments.removeLast()
            default:
                // The beginning of an unknown path is the unknown itself.
                if isUnknown && !path.isKnown && path.segments.isEmpty { return }
                path.segments.append(Segment(glob: Glob(tokens), isUnknown: isUnknown))
            }
        }
        for piece in pieces {
            switch piece {
            case .text(let text):
                for byte in text.utf8 {
                    if byte == UInt8(ascii: "/") { finish(&self) } else { tokens.append(.byte(byte)) }
                }
            case .wildcard(let text):
                for (index, part) in text.utf8.split(
                    separator: UInt8(ascii: "/"), omittingEmptySubsequences: false
                ).enumerated() {
                    if index > 0 { finish(&self) }
                    tokens += Glob(String(decoding: part, as: UTF8.self)).tokens
                }
            case .unknown:
                tokens.append(.star)
                hasUnknown = true
            }
        }
        finish(&self)
    }

    /// Its text, for looking it up; nil where a part is not known.
    var text: String? {
        guard isKnown else { return nil }
        var bytes: [UInt8] = []
        for segment in segments {
            bytes.append(UInt8(ascii: "/"))
            for token in segment.glob.tokens {
                guard case .byte(let byte) = token else { return nil }
                bytes.append(byte)
            }
        }
        return String(decoding: bytes.isEmpty ? [UInt8(ascii: "/")] : bytes, as: UTF8.self)
    }

    /// Without what stands for everything at its end, and how many of these there were.
    var withoutEverything: (path: Path, count: Int) {
        var path = self
        var count = 0
        while let last = path.segments.last, last.isEverything {
            path.segments.removeLast()
            count += 1
        }
        return (path, count)
    }

    /// Whether it is another path, or lies below it.
    func isWithin(_ other: Path) -> Bool {
        isKnown && other.isKnown && segments.count >= other.segments.count
            && zip(segments, other.segments).allSatisfy { $0.glob.overlaps($1.glob) }
    }
}
