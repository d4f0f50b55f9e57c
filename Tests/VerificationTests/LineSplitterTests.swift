import TestSupport
import Testing

@testable import Verification

@Suite struct LineSplitterTests {
    private func lines(_ text: String, pieces: Int = .max) -> [String] {
        var splitter = LineSplitter()
        var lines: [[UInt8]] = []
        let bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count {
            let end = pieces == .max ? bytes.count : min(start + pieces, bytes.count)
            lines += splitter.feed(Array(bytes[start..<end]))
            start = end
        }
        if let rest = splitter.finish() { lines.append(rest) }
        return lines.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `lines end with a line feed, or with the text`() {
        #expect(lines("a\r\nb\n\nc") == ["a", "b", "", "c"])
        #expect(lines("") == [])
        #expect(lines("a\r") == ["a"])
    }

    @Test func `colours, titles and what was overwritten are left out`() {
        #expect(lines("\u{1B}[1;32mok\u{1B}[0m\u{1B}]0;title\u{07}\n") == ["ok"])
        #expect(lines("10%\r50%\rdone\n") == ["done"])
        #expect(lines("\u{1B}]8;;x\u{1B}\\link\n\u{1B}(Ba\n") == ["link", "Ba"])
    }

    @Test func `a line without an end takes no more room than a long one`() {
        #expect(lines(String(repeating: "x", count: 100_000)).map(\.count) == [LineSplitter.longestLine])
    }

    @Test func `it makes no difference where text is cut`() {
        var random = SeededGenerator(seed: 3)
        let parts = ["a", "\r", "\n", "\u{1B}[", "31m", "\u{1B}]", "\u{07}", "ä", "\u{1B}"]
        for _ in 0..<200 {
            let text = (0..<20).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
            #expect(lines(text, pieces: 1) == lines(text))
        }
    }
}
