/// The lines of a file while hunks are applied to it.
struct PatchedFile {
    /// Each with its end.
    private(set) var lines: [ArraySlice<UInt8>]

    init(_ bytes: [UInt8]) {
        lines = []
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
            lines.append(bytes[start..<end])
            start = end
        }
    }

    var bytes: [UInt8] { Array(lines.joined()) }

    /// A line without its end, LF or CR LF.
    private static func text(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let line = line.last == 0x0A ? line.dropLast() : line
        return line.last == 0x0D ? line.dropLast() : line
    }

    /// Applies hunks at their places or, where the file has moved on, at the nearest place that has their
    /// lines, in order. Ends of lines are not compared: what stays keeps its own, what is new gets those of
    /// the lines around it.
    ///
    /// - Returns: a remark for each hunk that was found elsewhere.
    mutating func apply(_ hunks: [Hunk], to path: String) throws(PatchError) -> [String] {
        var result: [ArraySlice<UInt8>] = []
        var remarks: [String] = []
        // The first line that is not yet copied, and how far the last hunk was from its place.
        var (next, drift) = (0, 0)
        for (index, hunk) in hunks.enumerated() {
            let old = hunk.old.map { Self.text($0.text[...]) }
            let expected = hunk.oldStart - (old.isEmpty ? 0 : 1) + drift
            guard let place = place(of: old, near: expected, from: next) else {
                throw conflict(hunk, old, path, number: index + 1, at: max(expected, next))
            }
            if place != expected {
                let offset = place - (expected - drift)
                remarks.append(
                    "hunk \(index + 1) of '\(path)' fits at line \(place + 1), \(abs(offset)) lines \(offset > 0 ? "below" : "above") its place"
                )
            }
            drift += place - expected
            result += lines[next..<place]
            next = place
            append(hunk, at: &next, to: &result)
        }
        result += lines[next...]
        lines = result
        return remarks
    }

    private func append(_ hunk: Hunk, at next: inout Int, to result: inout [ArraySlice<UInt8>]) {
        let ending = ending(for: hunk, at: next)
        for line in hunk.lines {
            switch line.kind {
            case .context:
                result.append(lines[next])
                next += 1
            case .removed: next += 1
            case .added:
                // What follows a last line without an end begins a line of its own.
                if let last = result.last, last.last != 0x0A {
                    result[result.count - 1] = (Array(last) + (ending ?? [0x0A]))[...]
                }
                var text = line.text
                if ending != nil, text.last == 0x0D { text.removeLast() }
                result.append((line.hasEnd ? text + (ending ?? [0x0A]) : text)[...])
            }
        }
    }

    /// The end that the file's lines have, for a hunk whose lines lost theirs, or got others, on the way; nil
    /// for one that has the file's lines byte for byte.
    private func ending(for hunk: Hunk, at place: Int) -> [UInt8]? {
        let old = hunk.old
        if old.isEmpty {
            let returns = lines.count { $0.suffix(2).elementsEqual([0x0D, 0x0A]) }
            if returns > 0, returns == lines.count { return [0x0D, 0x0A] }
            let isForeign = returns == 0 && !lines.isEmpty && hunk.lines.allSatisfy { $0.text.last == 0x0D }
            return isForeign ? [0x0A] : nil
        }
        for (offset, line) in old.enumerated() {
            let found = lines[place + offset]
            let text = found.last == 0x0A ? found.dropLast() : found
            if text.elementsEqual(line.text) { continue }
            return text.last == 0x0D ? [0x0D, 0x0A] : [0x0A]
        }
        return nil
    }

    private func place(of old: [ArraySlice<UInt8>], near expected: Int, from start: Int) -> Int? {
        if old.isEmpty { return expected >= start && expected <= lines.count ? expected : nil }
        let last = lines.count - old.count
        guard last >= start else { return nil }
        // What lies outside of the file is nearest to its ends.
        let center = min(max(expected, start), last)
        var steps = 0
        for distance in 0...lines.count {
            for candidate in distance == 0 ? [center] : [center - distance, center + distance]
            where candidate >= start && candidate <= last && matches(old, at: candidate, &steps) {
                return candidate
            }
            if steps > Self.patience { return nil }
        }
        return nil
    }

    private func matches(_ old: [ArraySlice<UInt8>], at place: Int, _ steps: inout Int) -> Bool {
        for (offset, text) in old.enumerated() {
            steps += 1
            if !Self.text(lines[place + offset]).elementsEqual(text) { return false }
        }
        return true
    }

    /// In lines that are compared: a file of a million equal lines is looked through no longer than others.
    private static let patience = 1_000_000

    /// The conflict at the place where the most lines are as the hunk has them.
    private func conflict(
        _ hunk: Hunk, _ old: [ArraySlice<UInt8>], _ path: String, number: Int, at expected: Int
    ) -> PatchError {
        let place = min(max(expected, 0), lines.count)
        var first = 0
        while first < old.count, place + first < lines.count,
            Self.text(lines[place + first]).elementsEqual(old[first])
        {
            first += 1
        }
        var error = PatchError(
            .conflict, "hunk \(number) of '\(path)' does not apply at line \(place + first + 1)", file: path,
            hunk: number)
        error.expected = old[first...].prefix(Self.shown).map { String(decoding: $0, as: UTF8.self) }
        error.found = lines[min(place + first, lines.count)...].prefix(Self.shown)
            .map { String(decoding: Self.text($0), as: UTF8.self) }
        if error.found.isEmpty { error.found = ["(the end of the file)"] }
        return error
    }

    private static let shown = 5

    /// Puts other lines in the place of some, which are counted from 1.
    mutating func replace(_ range: ClosedRange<Int>, with text: [UInt8], in path: String) throws(PatchError) {
        guard range.upperBound <= lines.count else {
            throw PatchError(
                .conflict,
                "the suggestion is for lines \(range.lowerBound) to \(range.upperBound) of '\(path)', which has \(lines.count)",
                file: path)
        }
        let hasReturns = lines[range.lowerBound - 1].suffix(2).elementsEqual([0x0D, 0x0A])
        let isLast = range.upperBound == lines.count && lines[range.upperBound - 1].last != 0x0A
        var new = PatchedFile(text).lines
        for index in new.indices {
            let isEnd = isLast && index == new.count - 1
            new[index] =
                (Array(Self.text(new[index])) + (isEnd ? [] : hasReturns ? [0x0D, 0x0A] : [0x0A]))[...]
        }
        lines.replaceSubrange((range.lowerBound - 1)...(range.upperBound - 1), with: new)
    }
}
