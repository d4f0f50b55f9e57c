import TestSupport
import Testing

@testable import Context

/// What of a file is shown.
@Suite struct ExcerptChoiceTests {
    /// A thousand lines of 30 bytes, far too many to be shown whole.
    private static let content = Array((1...1000).map { "let value\($0) = compute(it)\n" }.joined().utf8)

    private func excerpts(
        _ lines: [Int], passages: [ClosedRange<Int>] = [], budget: Int = 16_000
    ) -> [ClosedRange<Int>] {
        ExcerptChoice.excerpts(
            of: Self.content, lines: lines,
            passages: passages.map { Passages.Passage(lines: $0, strength: 1) }, budget: budget
        ).map(\.lines)
    }

    @Test(
        arguments: [
            ([500], [490...510]), ([3], [1...13]), ([998], [988...1000]), ([1001], []),
            ([500, 505], [490...510]),
            ([500, 900], [490...510, 890...910]),
        ] as [([Int], [ClosedRange<Int>])])
    func `a line that is named has its surroundings`(lines: [Int], shown: [ClosedRange<Int>]) {
        #expect(excerpts(lines) == shown)
    }

    @Test func `surroundings that meet are one excerpt`() {
        #expect(excerpts([500, 515]) == [490...525])
        #expect(excerpts([515, 500]) == [490...525])
    }

    @Test func `where there is little room, less is shown around it, and never more than the budget`() {
        #expect(excerpts([500], budget: 100) == [497...503])
        #expect(excerpts([500], budget: 10) == [500...500])
        #expect(excerpts([500], budget: 1) == [])
        let many = ExcerptChoice.excerpts(
            of: Self.content, lines: Array(stride(from: 50, to: 1000, by: 30)), passages: [], budget: 700)
        #expect(many.reduce(0) { $0 + $1.tokens } <= 700)
        #expect(many.first?.lines == 40...60)
    }

    @Test func `lines that are named come before passages with the words`() {
        #expect(excerpts([], passages: [100...110]) == [97...113])
        #expect(excerpts([500], passages: [100...110], budget: 200) == [490...510])
        #expect(excerpts([500], passages: [100...110]) == [97...113, 490...510])
        #expect(excerpts([100], passages: [100...110]) == [90...110])
    }

    @Test func `a small file is shown whole`() {
        let excerpts = ExcerptChoice.excerpts(of: Array("a\nb".utf8), lines: [1], passages: [], budget: 10)
        #expect(excerpts.map(\.text) == ["a\nb"])
        #expect(excerpts.map(\.isWhole) == [true])
    }
}
