import Glibc
import Patterns

/// The secrets in one line.
struct SecretLine {
    private let scan: SecretScan
    private let bytes: UnsafeBufferPointer<UInt8>
    /// Places of the secret parts and their rules, none of which overlap, in their order.
    private(set) var found: [(range: Range<Int>, rule: Int)] = []

    /// How far around a keyword a line is looked at; what is longer is data.
    private static let before = 64
    private static let behind = 8 << 10
    /// Of one rule in one line.
    private static let most = 200

    init(_ scan: SecretScan, in bytes: UnsafeBufferPointer<UInt8>) { (self.scan, self.bytes) = (scan, bytes) }

    /// Looks for what the rules find that have a keyword here.
    ///
    /// - Parameter hits: the places of keywords by their rules, in their order.
    mutating func look(in line: Range<Int>, _ hits: [Int: [Int]]) {
        for (rule, places) in hits.sorted(by: { $0.key < $1.key }) {
            var end = line.lowerBound
            for place in places where place >= end {
                let start = max(end, place - Self.before, line.lowerBound)
                // Places that are near to each other are looked at together.
                end = min(line.upperBound, place + Self.behind)
                look(in: start..<end, of: line, by: rule)
            }
        }
        found.sort { $0.range.lowerBound < $1.range.lowerBound }
    }

    private mutating func look(in window: Range<Int>, of line: Range<Int>, by rule: Int) {
        let text = Array(bytes[window])
        // A text that takes too much work is none that a person or a program has written a key into.
        guard let matches = try? scan.rules[rule].pattern.matches(in: text, limit: Self.most) else { return }
        for match in matches {
            guard let group = match.groups.dropFirst().compactMap({ $0 }).first, !group.isEmpty,
                isSecret(text[group], scan.rules[rule])
            else { continue }
            var range = (group.lowerBound + window.lowerBound)..<(group.upperBound + window.lowerBound)
            if range.upperBound == window.upperBound {
                range = range.lowerBound..<tokenEnd(range.upperBound, line)
            }
            if !found.contains(where: { $0.range.overlaps(range) }) { found.append((range, rule)) }
        }
    }

    private func isSecret(_ value: ArraySlice<UInt8>, _ rule: SecretRule) -> Bool {
        guard Self.entropy(of: value) >= rule.entropy else { return false }
        let value = Array(value)
        return !(scan.harmless + rule.harmless).contains { (try? $0.matches(value)) ?? false }
    }

    /// Where a word goes on that is longer than what was looked at.
    private func tokenEnd(_ start: Int, _ line: Range<Int>) -> Int {
        var end = start
        while end < line.upperBound, Self.isOfToken(bytes[end]) { end += 1 }
        return end
    }

    private static func isOfToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~+/=".utf8.contains(byte)
        }
    }

    /// Bits a byte, by how often each one is there (Shannon, 1948).
    static func entropy(of value: ArraySlice<UInt8>) -> Double {
        var counts = [Int](repeating: 0, count: 256)
        for byte in value { counts[Int(byte)] += 1 }
        let total = Double(max(value.count, 1))
        return counts.reduce(0) { sum, count in
            count == 0 ? sum : sum - Double(count) / total * log2(Double(count) / total)
        }
    }
}
