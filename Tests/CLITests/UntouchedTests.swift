import TestSupport
import Testing

/// Everything that is the user's stays as it is, byte for byte.
@Suite struct UntouchedTests {
    let clone: Clone

    init() throws {
        clone = try Clone()
        let sandbox = clone.sandbox
        try sandbox.git("remote", "add", "origin", try sandbox.bareRepository(), in: clone.path)
        try sandbox.git("push", "--quiet", "origin", "main", in: clone.path)
        try sandbox.git("branch", "other", in: clone.path)
        try sandbox.commit("ours", files: ["README": "ours\n", "src/a.txt": "a\n"], in: clone.path)
        try sandbox.git("tag", "v1", in: clone.path)
        // Whoever runs one of these hooks is found out by the file that it makes.
        for hook in [
            "pre-commit", "post-commit", "pre-push", "post-checkout", "post-merge", "pre-auto-gc",
            "post-index-change",
        ] {
            try sandbox.write(
                "\(clone.path)/.git/hooks/\(hook)", "#!/bin/sh\necho \(hook) >> '\(clone.path)/hooked'\n")
            #expect(try sandbox.run(["chmod", "+x", "\(clone.path)/.git/hooks/\(hook)"]).status == 0)
        }
        #expect(try clone.autowrk("init").status == 0)
    }

    /// The states of a working directory that somebody may be in, each a script.
    static let states = [
        "clean": "true",
        "dirty": "echo dirty >> README; echo new > new; git add new; rm src/a.txt; echo '*.o' > .gitignore",
        "in the midst of a merge": """
        git checkout --quiet other; echo theirs > README; git commit --quiet --all --message theirs
        git checkout --quiet main; git merge other
        """,
        "in the midst of a rebase": """
        git checkout --quiet other; echo theirs > README; git commit --quiet --all --message theirs
        git rebase main
        """,
        "detached": "git checkout --quiet --detach HEAD~1",
        "with a stash": "echo stashed > README; git stash --quiet",
        "with a locked index": ": > .git/index.lock",
        "with all references logged": "git config core.logAllRefUpdates always",
    ]

    /// Files that tell that a script has brought about what it should.
    static let signs = [
        "dirty": "new", "in the midst of a merge": ".git/MERGE_HEAD",
        "in the midst of a rebase": ".git/rebase-merge/", "with a stash": ".git/refs/stash",
        "with a locked index": ".git/index.lock",
    ]

    @Test(arguments: states.keys.sorted())
    func `no command touches what is the user's`(state: String) throws {
        _ = try clone.shell("\(Self.states[state] ?? "false"); rm -f hooked")
        let before = try users()
        if let sign = Self.signs[state] {
            try #require(before[sign] != nil, "the script has made that state")
        }
        for arguments in [
            ["journal", "append", "--stream", "task/1", "--type", "task_added", "--attach", "copy=README"],
            ["journal", "append", "--batch"], ["log"], ["export"], ["journal", "show", "task/1"], ["sync"],
            ["fsck"],
            ["gc"], ["gc", "--compact"], ["sync"], ["doctor"], ["init"], ["version"],
        ] {
            let outcome = try clone.sandbox.autowrk(arguments, in: clone.path, input: batchLine(1))
            #expect(outcome.status == 0, "\(arguments.joined(separator: " ")): \(outcome.stderr)")
            let after = try users()
            #expect(after.keys.sorted() == before.keys.sorted())
            #expect(after == before, "\(arguments.joined(separator: " "))")
        }
    }

    /// All files of the repository but those that are the journal's own, and the objects.
    private func users() throws -> [String: [UInt8]] {
        let journals = [".git/objects/", ".git/autowrk/", ".git/refs/autowrk/", ".git/logs/refs/autowrk/"]
        return try clone.sandbox.snapshot(of: clone.path).filter { file in
            !journals.contains { file.key.hasPrefix($0) }
        }
    }
}
