import TestSupport
import Testing

/// What is the user's stays as it is, byte for byte, whatever is done with runs.
@Suite struct RunUntouchedTests {
    let place: RunPlace

    init() throws {
        place = try RunPlace([
            "work": """
            steps:
              - id: make
                uses: branch.create
                with: { name: fix/it }
              - id: change
                run: echo changed > README; echo new > new; rm -f src/a.txt
              - id: save
                uses: commit
                with: { message: changed, branch: fix/it }
              - id: remember
                uses: note
                with: { text: seen }
              - id: ask
                wait: { approval: anyone }
              - id: fail
                run: exit 1
            """
        ])
        let sandbox = place.sandbox
        try sandbox.git("remote", "add", "origin", try sandbox.bareRepository(), in: place.path)
        try sandbox.git("push", "--quiet", "origin", "main", in: place.path)
        try sandbox.git("branch", "other", in: place.path)
        try sandbox.commit("ours", files: ["README": "ours\n", "src/a.txt": "a\n"], in: place.path)
        #expect(try place.autowrk("init").status == 0)
        // Whoever runs one of these hooks is found out by the file that it makes.
        for hook in [
            "pre-commit", "post-commit", "post-checkout", "post-index-change", "reference-transaction",
        ] {
            try sandbox.write(
                "\(place.path)/.git/hooks/\(hook)", "#!/bin/sh\necho \(hook) >> '\(place.path)/hooked'\n")
            #expect(try sandbox.run(["chmod", "+x", "\(place.path)/.git/hooks/\(hook)"]).status == 0)
        }
    }

    static let states = UntouchedTests.states.merging([
        "with untracked files in the way": "echo mine > new; mkdir -p fix; echo mine > fix/it"
    ]) { $1 }

    @Test(arguments: states.keys.sorted())
    func `no command about runs touches what is the user's`(state: String) throws {
        _ = try place.clone.shell("\(Self.states[state] ?? "false"); rm -f hooked")
        let (before, status) = (try users(), try self.status())
        func expectUntouched(_ command: [String]) throws {
            let after = try users()
            let names = Set(after.keys).union(before.keys).filter { after[$0] != before[$0] }
            #expect(names == [], "\(command)")
            #expect(try self.status() == status, "\(command)")
        }
        func call(_ arguments: String..., status: Int32) throws -> CommandOutcome {
            let outcome = try place.sandbox.autowrk(arguments, in: place.path)
            #expect(outcome.status == status, "\(arguments.joined(separator: " ")): \(outcome.stderr)")
            try expectUntouched(arguments)
            return outcome
        }
        let base = ["run", "work", "--base", "main"]
        let started = try place.sandbox.autowrk(base, in: place.path)
        #expect(started.status == 4, "\(started.stderr)")
        try expectUntouched(base)
        let run = String(started.stdout.dropLast())
        for command in ["runs", "show", "log", "stats"] {
            let words = command == "runs" || command == "stats" ? [command] : [command, run]
            #expect(try place.sandbox.autowrk(words, in: place.path).status == 0)
            try expectUntouched(words)
        }
        _ = try call("watch", run, status: 4)
        _ = try call("resume", run, status: 4)
        let fork = try call("fork", run, "--at", "save", status: 4)
        _ = try call("cancel", String(fork.stdout.dropLast()), status: 0)
        _ = try call("approve", run, status: 1)
        _ = try call("retry", run, status: 1)
        _ = try call("skip", run, status: 0)
        _ = try call("rollback", "--to", "make", run, status: 0)
        _ = try call("resume", run, status: 4)
        _ = try call("reject", run, status: 0)
        _ = try call("work", "--once", status: 0)
        _ = try call("rollback", "--hard", run, status: 0)
        let last = try call("run", "work", "--base", "main", status: 4)
        _ = try call("abort", String(last.stdout.dropLast()), status: 0)
    }

    /// What `git status` says, without its writing to the index.
    private func status() throws -> CommandOutcome {
        try place.sandbox.gitOutcome(
            "--no-optional-locks", "status", "--porcelain", "--branch", in: place.path)
    }

    /// All files of the repository but objects, the journal, and what runs have made: scratch checkouts,
    /// their branches, notes.
    private func users() throws -> [String: [UInt8]] {
        let ours = [
            ".git/objects/", ".git/autowrk/", ".git/refs/autowrk/", ".git/logs/refs/autowrk/",
            ".git/worktrees/", ".git/refs/heads/fix/", ".git/logs/refs/heads/fix/", ".git/refs/notes/",
            ".git/logs/refs/notes/",
        ]
        return try place.sandbox.snapshot(of: place.path).filter { file in
            !ours.contains { file.key.hasPrefix($0) }
        }
    }
}
