import TestSupport
import Testing

@Suite struct DemoTests {
    let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

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
