import Domain
import Testing

struct IssueJudgementTests {
    private func issue(_ text: String, labels: [String] = []) throws -> Issue {
        var issue = try Issue.parse(Array(text.utf8))
        issue.labels = labels
        return issue
    }

    @Test(
        arguments: [
            (["Type: Bug"], .bug), (["kind/feature", "bug"], .feature), (["Feature Request"], .feature),
            (["🐛 bug"], .bug), (["ui"], .feature),
        ] as [([String], Issue.Kind)])
    func `labels say what kind it is`(_ labels: [String], _ kind: Issue.Kind) throws {
        #expect(try issue("Title", labels: labels).kind() == kind)
    }

    @Test(
        arguments: [
            ("fix: the cache", .bug), ("[Feature] a cache", .feature), ("feat(x)!: y", .feature),
            ("Add a cache for errors", .feature), ("Boolean field crashes on unhashable input", .bug),
            ("Slicing returns an empty range\n\nThis is wrong: it should walk backwards", .bug),
            ("It stops\n\n```\n  File \"a.py\", line 3, in x\n```", .bug),
            ("The greeting\n\nI run `greet ada`.\nExpected: hello ada", .bug),
            ("The greeting\n\n## Expected behavior\n\nIt says hello", .bug),
            ("The greeting\n\nIt is expected to say: hello", .feature),
            ("It would be nice to have an option", .feature), ("Update the thing", .feature),
        ] as [(String, Issue.Kind)])
    func `words say what kind it is where labels do not`(_ text: String, _ kind: Issue.Kind) throws {
        #expect(try issue(text).kind() == kind)
    }

    @Test func `the kind of what says nothing can be set`() throws {
        var settings = IssueSettings()
        settings.defaultKind = .bug
        settings.featureLabels = ["wish"]
        #expect(try issue("Update").kind(settings) == .bug)
        #expect(try issue("Update", labels: ["Wish"]).kind(settings) == .feature)
    }

    @Test func `a short issue is simple, and has no reasons`() throws {
        let found = try issue("`numeric_range(10)[::-1]` is empty").complexity()
        #expect(found == Issue.Complexity(score: 0, level: .simple, reasons: []))
    }

    @Test func `labels alone can make it complex`() throws {
        let found = try issue("Title", labels: ["Breaking Change", "typo"]).complexity()
        #expect((found.score, found.level) == (3, .moderate))
        #expect(found.reasons.map(\.text) == ["label 'Breaking Change'", "label 'typo'"])
        #expect(try issue("Title", labels: ["security"]).complexity().level == .complex)
    }

    @Test func `length, files and questions add up`() throws {
        let words = String(repeating: "word ", count: 450)
        let text = "# T\n\n\(words)\n\na.py b.py c.py d.py e.py f.py\n\nWhy? How?\n"
        let found = try issue(text).complexity()
        #expect((found.score, found.level) == (6, .complex))
        #expect(found.reasons.map(\.text) == ["458 words", "6 files named", "2 questions"])
    }

    @Test func `bounds can be set`() throws {
        var settings = IssueSettings()
        (settings.moderateScore, settings.complexScore) = (1, 2)
        #expect(try issue("T\n\nWhy? How?").complexity(settings).level == .complex)
    }

    @Test func `some labels keep everybody away`() throws {
        #expect(try issue("T", labels: ["bug", "needs discussion"]).skipLabel() == "needs discussion")
        #expect(try issue("T", labels: ["bug"]).skipLabel() == nil)
    }
}
