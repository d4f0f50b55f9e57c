import TestSupport
import Testing

@testable import Context

@Suite struct TermTableTests {
    @Test(arguments: [0, 1, 15, 16, 17, 1000])
    func `what is put in is found, and nothing else`(count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        let known = (0..<count).map { _ in Term(hash: generator.next() | 1) }
        let entries = Dictionary(
            known.enumerated().map { ($1, Double($0)) }, uniquingKeysWith: { first, _ in first })
        let table = TermTable(entries)
        for (term, value) in entries { #expect(table[term] == value) }
        for _ in 0..<1000 {
            let term = Term(hash: generator.next() & ~1)
            #expect(table[term] == nil)
        }
    }
}
