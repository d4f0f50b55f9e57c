import Patterns

/// A secret of several lines that has begun.
struct SecretBlock {
    /// Whose it is.
    let rule: Int
    /// How many lines it may still have.
    var left = 400
    /// Whether a line of it was found.
    var hasLines = false
}

/// Goes through a text from line to line, passing over those that have no keyword.
struct SecretLines {
    private let scan: SecretScan
    private let text: UnsafeBufferPointer<UInt8>
    /// The secret that the last line belonged to.
    private(set) var block: SecretBlock?
    /// In their order; the further lines of a secret are not its first.
    private(set) var found: [(range: Range<Int>, rule: Int, isFirst: Bool)] = []

    init(_ scan: SecretScan, _ text: UnsafeBufferPointer<UInt8>, _ block: SecretBlock?) {
        (self.scan, self.text, self.block) = (scan, text, block)
    }

    /// Looks at the first bytes, which are whole lines.
    mutating func look(upTo count: Int) {
        var position = 0
        while position < count {
            if let block {
                let line = position..<lineEnd(from: position, count)
                self.block = continued(block, by: line)
                if self.block != nil {
                    position = line.upperBound + 1
                    continue
                }
            }
            guard let first = scan.index.next(in: text, from: position, to: count) else { return }
            let line = lineStart(of: first.place, position)..<lineEnd(from: first.place, count)
            var hits: [Int: [Int]] = [:]
            var hit: (place: Int, rules: [Int])? = first
            while let (place, rules) = hit {
                for rule in rules { hits[rule, default: []].append(place) }
                hit = scan.index.next(in: text, from: place + 1, to: line.upperBound)
            }
            var secrets = SecretLine(scan, in: text)
            secrets.look(in: line, hits)
            found += secrets.found.map { ($0.range, $0.rule, true) }
            block = hits.keys.sorted().first { begins($0, behind: line) }.map { SecretBlock(rule: $0) }
            position = line.upperBound + 1
        }
    }

    private func begins(_ rule: Int, behind line: Range<Int>) -> Bool {
        guard let begin = scan.rules[rule].block?.begin else { return false }
        return (try? begin.matches(Array(text[line]))) ?? false
    }

    /// What becomes of a secret with one more line, of which the secret part is noted; nil where it has ended.
    private mutating func continued(_ block: SecretBlock, by line: Range<Int>) -> SecretBlock? {
        guard block.left > 0, let rule = scan.rules[block.rule].block else { return nil }
        var block = block
        block.left -= 1
        let bytes = Array(text[line])
        if let match = (try? rule.line.firstMatch(in: bytes)) ?? nil, match.groups.count > 1,
            let group = match.groups[1]
        {
            let range = (group.lowerBound + line.lowerBound)..<(group.upperBound + line.lowerBound)
            found.append((range, block.rule, !block.hasLines))
            block.hasLines = true
            return block
        }
        return (try? rule.between.matches(bytes)) ?? false ? block : nil
    }

    private func lineStart(of place: Int, _ lowest: Int) -> Int {
        var start = place
        while start > lowest, text[start - 1] != 0x0A, text[start - 1] != 0x0D { start -= 1 }
        return start
    }

    private func lineEnd(from place: Int, _ count: Int) -> Int {
        var end = place
        while end < count, text[end] != 0x0A, text[end] != 0x0D { end += 1 }
        return end
    }
}
