import Domain

/// Masks text that comes in pieces, wherever a secret is cut: what may be its beginning is held back until
/// more has come, at most the length of the longest secret less one, and the rest of a line in which something
/// looks like a key.
public struct MaskStream: Sendable {
    private static let replacement = Array("***".utf8)

    private let patterns: PatternSet
    /// Gets what is left when the values are masked.
    private var shapes: SecretScanStream?
    /// What is held back.
    private var held: [UInt8] = []
    /// How much of `held` belongs to a secret whose `***` is written already.
    private var covered = 0

    init(_ patterns: PatternSet, _ shapes: SecretScanStream? = nil) {
        (self.patterns, self.shapes) = (patterns, shapes)
    }

    /// Takes the next piece and returns what is safe to show by now.
    public mutating func feed(_ bytes: [UInt8]) -> [UInt8] {
        if patterns.isEmpty { return shapes?.feed(bytes) ?? bytes }
        held += bytes
        let output = advance(isLast: false)
        return shapes?.feed(output) ?? output
    }

    /// Returns what was held back; nothing comes after it.
    public mutating func finish() -> [UInt8] {
        let output = advance(isLast: true)
        guard let rest = shapes?.feed(output) else { return output }
        return rest + (shapes?.finish() ?? [])
    }

    private mutating func advance(isLast: Bool) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(held.count)
        // Everything before `position` is decided. What lies before `clear` is written or covered.
        var (position, clear) = (0, covered)
        held.withUnsafeBufferPointer { text in
            search: while let candidate = patterns.nextCandidate(in: text, from: position) {
                position = candidate
                switch patterns.match(at: candidate, in: text) {
                case .none: break
                case .incomplete where !isLast: break search
                case .incomplete(let length) where length == 0: break
                case .found(let length), .incomplete(let length):
                    if candidate >= clear {
                        output += text[clear..<candidate]
                        output += Self.replacement
                    }
                    clear = max(clear, candidate + length)
                }
                position += 1
            }
            if position > clear {
                output += text[clear..<position]
                clear = position
            }
        }
        held.removeFirst(position)
        covered = clear - position
        return output
    }
}
