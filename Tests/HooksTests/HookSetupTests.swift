import JSON
import Platform
import TestSupport
import Testing

/// Hooks of others go on as if ours were not there, and everything is back when ours are taken out.
@Suite("Set-ups of hooks")
struct HookSetupTests {
    @Test(arguments: HookSetupCase.own)
    func `hooks that people have made`(setup: HookSetupCase) throws { try check(setup) }

    @Test(
        .enabled(if: ConformanceData.folder != nil, "AUTOWRK_FIXTURES names no folder"),
        arguments: HookSetupCase.published)
    func `hooks of public repositories`(setup: HookSetupCase) throws { try check(setup) }

    @Test(
        .enabled(if: HookClone.newGitFolder != nil, "AUTOWRK_NEW_GIT names no folder with Git 2.54 or later"),
        arguments: HookSetupCase.own + HookSetupCase.published)
    func `the same with a Git that knows hooks in its configuration`(setup: HookSetupCase) throws {
        try check(setup, gitFolder: HookClone.newGitFolder ?? "", layout: "configuration")
    }

    private func check(_ setup: HookSetupCase, gitFolder: String = "", layout: String? = nil) throws {
        let without = try HookClone(setup.script, gitFolder: gitFolder)
        _ = try without.takeRecord()
        let alone = try without.attempt(HookClone.day)
        let expected = try without.takeRecord()
        try #require(setup.isSilent == (expected.isEmpty && alone.stdout.isEmpty))

        let clone = try HookClone(setup.script, gitFolder: gitFolder)
        _ = try clone.takeRecord()
        let git = clone.sandbox.path("repository/.git")
        let before = (
            hooks: try clone.listing(of: clone.path).filter { !isOfGit($0.key) },
            home: try clone.listing(of: clone.sandbox.home)
        )
        let installed = try clone.sh("git autowrk init --json")
        #expect(try JSON(parsing: installed)["hooks"]?["layout"]?.stringValue == layout ?? setup.layout)
        #expect(try clone.sh("git autowrk doctor").contains("ok: hooks: "))
        let after = try clone.listing(of: git)
        #expect(try clone.sh("git autowrk init").contains("hooks: as they were"))
        #expect(try clone.listing(of: git) == after, "a second time changes nothing")

        let beside = try clone.attempt(HookClone.day)
        #expect(beside.status == alone.status, "\(beside.stderr)")
        let record = try clone.takeRecord()
        #expect(record.difference(from: expected).isEmpty)
        #expect(beside.stdout == alone.stdout)

        _ = try clone.sh("git autowrk init --uninstall")
        // What the day has made is taken back: files and settings are compared.
        _ = try clone.attempt("git checkout -q -f main; git reset -q --hard main~2 || true")
        _ = try clone.attempt("rm -f main.go package.json other")
        let left = try clone.listing(of: clone.path).filter { !isOfGit($0.key) }
        for key in Set(before.hooks.keys).union(left.keys).sorted() where before.hooks[key] != left[key] {
            Issue.record("\(key): \(before.hooks[key] ?? "nothing") → \(left[key] ?? "nothing")")
        }
        #expect(try clone.listing(of: clone.sandbox.home) == before.home)
    }

    /// What commits and pushes change anyway.
    private func isOfGit(_ path: String) -> Bool {
        guard path.hasPrefix(".git") else { return false }
        return path != ".git/config" && path != ".git/hooks" && !path.hasPrefix(".git/hooks/")
            && !path.hasPrefix(".githooks") && !path.hasPrefix(".git-hooks")
    }
}
