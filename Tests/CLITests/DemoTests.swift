import Platform
import TestSupport
import Testing

/// The demonstration, which is all that somebody sees who has no project at hand.
@Suite struct DemoTests {
    let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    @Test func `it ends in a merged pull request, and its folder goes when that is asked for`() throws {
        let outcome = try sandbox.autowrk("demo", "--folder", sandbox.path("demo"), "--remove")
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let lines = outcome.stdout.split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("merged pull request ") })
        // The journal, from its newest commit to the start of the run.
        let journal = lines.drop { !$0.contains(": merged as ") }
        #expect(journal.dropFirst().first?.hasSuffix(": completed") == true, "\(journal)")
        #expect(journal.contains { $0.hasSuffix(": back to implement as verify failed") })
        #expect(journal.last?.hasSuffix(": issue-to-pr started") == true, "\(journal)")
        #expect(!Files.exists(sandbox.path("demo")))
    }

    @Test func `a folder with something in it is left alone`() throws {
        try sandbox.write("demo/mine", "text\n")
        let outcome = try sandbox.autowrk("demo", "--folder", sandbox.path("demo"), "--remove")
        #expect(outcome.status == 2)
        #expect(outcome.stderr.contains("is not empty"))
        #expect(try sandbox.read("demo/mine") == "text\n")
    }

    @Test func `the tour comes to its end in a folder of any name`() throws {
        let outcome = try sandbox.autowrk(["demo", "--folder", "my demo"], in: ".")
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(outcome.stderr.contains("All of it is in \(sandbox.path("my demo"))"), "\(outcome.stderr)")
        let merged = try sandbox.git("log", "--format=%s", "main", in: "my demo/ledger")
        #expect(merged.contains("Merge branch 'fix/issue-7'"), "\(merged)")
    }

    @Test(arguments: [".", ""])
    func `the place of temporary files need not be an absolute path`(place: String) throws {
        let outcome = try sandbox.autowrk(["demo", "--remove"], in: ".", environment: ["TMPDIR": place])
        #expect(outcome.status == 0, "\(outcome.stderr)")
    }
}
