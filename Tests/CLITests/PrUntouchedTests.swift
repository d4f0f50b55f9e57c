import TestSupport
import Testing

/// What is the user's stays as it is, byte for byte, whatever is done with pull requests; a merge moves the
/// one branch that it is about.
@Suite struct PrUntouchedTests {
    let place: PrPlace

    init() throws {
        place = try PrPlace(
            """
            git branch other; git branch target
            mkdir src; echo ours > README; echo a > src/a.txt; git add .; git commit --quiet -m ours
            git checkout --quiet -b fix/it; echo fixed > README; git commit --quiet -am 'Fix it'
            git checkout --quiet main
            """)
        for hook in [
            "pre-commit", "post-commit", "post-checkout", "post-index-change", "post-merge",
            "reference-transaction",
        ] {
            try place.sandbox.write(
                "\(place.path)/.git/hooks/\(hook)", "#!/bin/sh\necho \(hook) >> '\(place.path)/hooked'\n")
            try place.shell("chmod +x .git/hooks/\(hook)")
        }
    }

    static let states = UntouchedTests.states

    @Test(arguments: states.keys.sorted())
    func `no command about pull requests touches what is the user's`(state: String) throws {
        _ = try place.clone.shell("\(Self.states[state] ?? "false"); rm -f hooked")
        let before = try users()
        func call(_ arguments: [String], changes: Set<String> = []) throws {
            let outcome = try place.sandbox.autowrk(["pr"] + arguments, in: place.path)
            #expect(outcome.status == 0, "\(arguments): \(outcome.stderr)")
            let after = try users()
            let names = Set(after.keys).union(before.keys).filter { after[$0] != before[$0] }
            #expect(names == changes, "\(arguments)")
        }
        try call(["create", "--head", "fix/it", "--base", "target", "--draft"])
        for words in [
            ["list"], ["show", "fix/it"], ["diff", "fix/it", "--stat"], ["ready", "fix/it"],
            ["comment", "fix/it", "-m", "hm", "--file", "README", "--line", "1"],
            ["review", "fix/it", "--approve"], ["close", "fix/it"], ["reopen", "fix/it"],
        ] { try call(words) }
        let merged = try place.git("rev-parse", "target")
        // Where references are logged, this one is.
        let logs: Set<String> = [".git/logs/refs/heads/target"]
        try call(
            ["merge", "fix/it", "--no-verify"], changes: logs.union([".git/refs/heads/target"]))
        #expect(try place.git("rev-parse", "target^1") == merged)
        try place.clone.expectSound(allowingUnreachable: true)
    }

    /// All files of the repository but those that are the journal's own, and the objects.
    private func users() throws -> [String: [UInt8]] {
        let ours = [".git/objects/", ".git/autowrk/", ".git/refs/autowrk/", ".git/logs/refs/autowrk/"]
        return try place.sandbox.snapshot(of: place.path).filter { file in
            !ours.contains { file.key.hasPrefix($0) }
        }
    }
}
