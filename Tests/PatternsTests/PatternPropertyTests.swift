import Patterns
import TestSupport
import Testing

@Suite struct PatternPropertyTests {
    @Test func `any text escaped is found where it stands`() throws {
        var random = SeededGenerator(seed: 11)
        let letters = Array("ab.*\\[](){}^$|?+-# \n\täß€😀")
        for _ in 0..<300 {
            let part = String(
                (0..<Int.random(in: 1...8, using: &random)).map { _ in
                    letters.randomElement(using: &random) ?? "a"
                })
            let before = String(
                (0..<Int.random(in: 0...8, using: &random)).map { _ in
                    letters.randomElement(using: &random) ?? "a"
                })
            let match = try #require(try Pattern(Pattern.escaping(part)).firstMatch(in: before + part))
            #expect(match.text == part)
        }
    }

    @Test func `any bytes as a pattern compile or are refused, and any bytes can be searched`() throws {
        var random = SeededGenerator(seed: 12)
        let letters = Array("ab.*\\[](){}^$|?+-?<>:=!PKRdwsb0123,&'\"")
        for _ in 0..<2000 {
            let text = String(
                (0..<Int.random(in: 0...20, using: &random)).map { _ in
                    letters.randomElement(using: &random) ?? "a"
                })
            guard let pattern = try? Pattern(text) else { continue }
            let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            for match in (try? pattern.matches(in: bytes)) ?? [] {
                #expect(match.range.lowerBound >= 0 && match.range.upperBound <= bytes.count)
            }
        }
    }
}
