/// Masks keys in text that comes in pieces. What may belong to one is held back until its line has ended, or is
/// longer than any line that a person reads; all else is passed on at once.
public struct SecretScanStream: Sendable {
    private let scan: SecretScan
    /// The line that has begun.
    private var held: [UInt8] = []
    /// How much of it is passed on already.
    private var passed = 0
    private var block: SecretBlock?
    private var counts: [Int: Int] = [:]

    private static let replacement = Array("***".utf8)
    /// In bytes.
    private static let longestLine = 64 << 10

    init(_ scan: SecretScan) { self.scan = scan }

    /// What was found by now, in the order of the rules.
    public var findings: [SecretFinding] {
        counts.sorted { $0.key < $1.key }.map {
            SecretFinding(rule: scan.rules[$0.key].name, count: $0.value)
        }
    }

    /// Takes the next piece and returns what is safe to show by now.
    public mutating func feed(_ bytes: [UInt8]) -> [UInt8] {
        held += bytes
        var output: [UInt8] = []
        // A line that is written over, as that of a progress display, ends with CR.
        let isEnd: (UInt8) -> Bool = { $0 == 0x0A || $0 == 0x0D }
        if let end = bytes.lastIndex(where: isEnd) {
            take(held.count - bytes.count + end + 1, &output)
        } else if held.count > Self.longestLine {
            take(held.count, &output)
        }
        let safe = block == nil ? safeCount() : passed
        output += held[passed..<safe]
        passed = safe
        return output
    }

    /// Returns what was held back; nothing comes after it.
    public mutating func finish() -> [UInt8] {
        var output: [UInt8] = []
        take(held.count, &output)
        return output
    }

    /// How much of the line that has begun can't belong to a secret: what stands before the first keyword.
    private func safeCount() -> Int {
        held.withUnsafeBufferPointer { text in
            scan.index.next(in: text, from: passed, to: text.count, atEnd: true)?.place ?? text.count
        }
    }

    /// Passes on the first bytes of what is held, which are whole lines, without their secrets.
    private mutating func take(_ count: Int, _ output: inout [UInt8]) {
        let bytes = held
        let (found, rest) = bytes.withUnsafeBufferPointer { text in
            var lines = SecretLines(scan, text, block)
            lines.look(upTo: count)
            return (lines.found, lines.block)
        }
        block = rest
        var clear = passed
        output.reserveCapacity(output.count + count)
        for (range, rule, isFirst) in found where range.upperBound > clear {
            output += bytes[clear..<max(clear, range.lowerBound)]
            output += Self.replacement
            clear = range.upperBound
            if isFirst { counts[rule, default: 0] += 1 }
        }
        if clear < count { output += bytes[clear..<count] }
        held.removeFirst(count)
        passed = 0
    }
}
