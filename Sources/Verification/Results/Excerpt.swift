/// Keeps the lines of an output that say what failed: those that the formats know, else the last ones.
struct Excerpt {
    private let formats: [CompiledFormat]
    private let hasBegins: Bool
    /// Lines that a format has picked out, at most twice as many as are shown.
    private var picked: [Substring] = []
    private var tail: [Substring] = []
    /// What a test has printed that may fail yet.
    private var pending: [Substring] = []
    private var isWithin = false
    /// How many lines behind a single one are still to be taken.
    private var following = 0
    private var leftOut = 0

    /// As many lines are shown at most.
    static let mostLines = 60
    /// As much of a line is shown, in characters.
    private static let longestLine = 400
    /// Lines behind a single one that belong to it.
    private static let context = 6

    /// Lines that a test has printed before it failed.
    private static let mostPending = 30

    init(_ formats: [CompiledFormat]) {
        self.formats = formats
        hasBegins = formats.contains { !$0.begin.isEmpty }
    }

    mutating func read(_ line: [UInt8]) {
        let text = String(decoding: line, as: UTF8.self).prefix(Self.longestLine)
        tail.append(text)
        if tail.count > 2 * Self.mostLines { tail.removeFirst(Self.mostLines) }
        if formats.contains(where: { $0.from.match(line) }) {
            isWithin = true
            for line in pending { pick(line) }
            pending = []
        } else if formats.contains(where: { $0.begin.match(line) }) {
            (isWithin, pending) = (false, [])
        } else if isWithin, formats.contains(where: { $0.to.match(line) }) {
            isWithin = false
        }
        if formats.contains(where: { $0.lines.match(line) }) { following = Self.context + 1 }
        guard isWithin || following > 0 else {
            if hasBegins, pending.count < Self.mostPending { pending.append(text) }
            return
        }
        following = max(0, following - 1)
        pick(text)
    }

    /// The first failures say most: what comes later often follows from them.
    private mutating func pick(_ line: Substring) {
        if picked.count < Self.mostLines { picked.append(line) } else { leftOut += 1 }
    }

    /// The lines, without empty ones at either end; nil when there is nothing.
    var text: String? {
        var lines = picked.isEmpty ? Array(tail.suffix(Self.mostLines)) : picked
        while lines.first?.allSatisfy(\.isWhitespace) ?? false { lines.removeFirst() }
        while lines.last?.allSatisfy(\.isWhitespace) ?? false { lines.removeLast() }
        if lines.isEmpty { return nil }
        if !picked.isEmpty, leftOut > 0 { lines.append("[… \(leftOut) lines left out …]") }
        return lines.joined(separator: "\n")
    }
}
