import Engine
import Git
import JSON
import Platform
import TestSupport
import Testing
import Workflow

/// Runs that go on in another clone.
@Suite struct TakeOverTests {
    let place: EngineSandbox
    static let yes = RunCommand.vote(step: nil, Vote(approves: true), by: "person/ada@example.org")

    init() throws { place = try EngineSandbox() }

    @Test func `another clone goes on with the same files and branches, from the events alone`() async throws
    {
        try place.sandbox.commit(
            "files",
            files: [
                "same": "same\n", "changed": "1\n", "gone": "x\n", "old-name": "moved\n",
                "tool": "#!/bin/sh\n",
                "folder/inner": "x\n", "becomes-folder": "x\n", "becomes-file/x": "x\n",
            ], in: "repository")
        try place.makeClones("b")
        let run = try await place.perform(
            """
            steps:
              - {uses: branch.create, with: {name: fix}}
              - run: |
                  echo 2 > changed; rm gone; mv old-name new-name; chmod +x tool
                  ln -s changed link; mkdir -p deep/er; echo new > deep/er/file
                  rm becomes-folder; mkdir becomes-folder; echo y > becomes-folder/y
                  rm -r becomes-file; echo z > becomes-file
                  printf 'with \\n newline' > "odd name \\"x\\""
              - {uses: commit, with: {message: first}}
              - run: rm -r folder; echo 3 > changed
              - {uses: point}
              - {id: gate, wait: approval}
              - run: test -x tool && test -L link && test "$(cat changed)" = 3 && ! test -e folder
              - {uses: commit, with: {message: second}}
            """
        ).id
        try place.sync("repository", "b")
        #expect(try place.tip(of: "fix", in: "b") == nil)
        let before = try await place.state(of: run, in: "b")
        #expect(before.status == .waiting)
        let state = try await place.ask(Self.yes, of: run, in: "b")
        #expect(state.status == .completed, "\(state.reason ?? "")")
        #expect(try place.git("rev-parse", "fix~1", in: "b") == place.tip(of: "fix"))
        #expect(
            try place.listing("fix~1", in: "b") == place.listing("fix"))
        #expect(try place.listing("fix", in: "b").count == 10)
        #expect(try place.git("status", "--porcelain", in: "b") == "")
        #expect(try place.git("symbolic-ref", "HEAD", in: "b") == "refs/heads/main")
        #expect(try place.fsck("b") == "")
        // The first clone finds the end, and leaves its own branch where it is.
        let left = try place.tip(of: "fix")
        try place.sync("b", "repository")
        #expect(try await place.resume(run) == place.state(of: run, in: "b"))
        #expect(try place.tip(of: "fix") == left)
    }

    @Test func `after a rollback to a step the files are those of that step in another clone`() async throws {
        try place.makeClones("b")
        let run = try await place.perform(
            """
            steps:
              - {id: first, uses: message, with: {text: hi}}
              - {id: change, run: echo 1 > README, undo: none}
              - {id: gate, wait: approval}
              - {id: look, run: cat README}
            """
        ).id
        try await place.ask(.rollback(.to(step: "first")), of: run)
        try place.sync("repository", "b")
        let state = try await place.ask(.resume, of: run, in: "b")
        #expect(state.steps["change"]?.status == .completed)
        let again = try await place.ask(.rollback(.to(step: "first")), of: run, in: "b")
        #expect(again.tree == nil)
        #expect(try place.fsck("b") == "")
    }

    @Test func `a step of another clone can be gone back to, though its files were never here`() async throws
    {
        try place.makeClones("b")
        let run = try await place.perform(
            """
            steps:
              - {id: one, run: echo 1 > README}
              - {id: two, run: echo 2 > README, undo: none}
              - {id: gate, wait: approval}
            """
        ).id
        try place.sync("repository", "b")
        let state = try await place.ask(.rollback(.to(step: "one")), of: run, in: "b")
        #expect(state.tree == state.steps["one"]?.treeAfter)
        #expect(try place.file("README", at: try #require(state.tree), in: "b") == "1")
    }

    @Test func `a clone without the base refuses, and leaves the run to its owner`() async throws {
        try place.makeClones("b")
        let base = try place.sandbox.commit("not pushed", files: ["new": "x\n"], in: "repository")
        let run = try await place.perform("steps: [{id: gate, wait: approval}]").id
        try place.sync("repository", "b")
        let lanes = try place.git("for-each-ref", in: "b")
        try await place.engine(in: "b").request(Self.yes, of: run)
        #expect(
            await refusal { try await place.resume(run, in: "b") }
                == "object '\(base)' of run '\(run)' is not in this clone")
        #expect(try place.git("for-each-ref", in: "b") != lanes, "the vote is there")
        let owner = try await place.state(of: run).owner
        try place.sync("b", "repository")
        #expect(try await place.state(of: run).owner == owner)
        #expect(try await place.resume(run).status == .completed)
        try place.git("push", "--quiet", "origin", "main")
        try place.git("fetch", "--quiet", in: "b")
        try place.sync("repository", "b")
        #expect(try await place.resume(run, in: "b").status == .completed)
    }

    @Test func `a commit of somebody that is not here is named`() async throws {
        try place.makeClones("b")
        let run = try await place.perform(
            """
            steps:
              - {uses: branch.create, with: {name: fix}}
              - run: echo 1 > README
              - {id: gate, wait: approval}
              - {uses: commit, with: {message: one}}
              - {id: second, wait: approval}
            """
        ).id
        try place.push(["OTHER": "person\n"], to: "fix")
        let state = try await place.ask(Self.yes, of: run)
        #expect(state.steps["second"]?.status.name == "waiting")
        try place.sync("repository", "b")
        let engine = try place.engine(in: "b")
        try await engine.request(Self.yes, of: run)
        let theirs = try #require(try place.tip(of: "fix"))
        #expect(
            await refusal { try await engine.follow(run) }
                == "object '\(theirs)' of run '\(run)' is not in this clone")
        try place.git("push", "--quiet", "origin", "fix")
        try place.git("fetch", "--quiet", in: "b")
        #expect(try await place.resume(run, in: "b").status == .completed)
        #expect(try place.tip(of: "fix", in: "b") == place.tip(of: "fix"))
    }

    @Test func `an approval in another clone lets the owner go on`() async throws {
        try place.makeClones("b")
        let run = try await place.perform(
            "steps: [{id: gate, wait: approval}, {uses: branch.create, with: {name: fix}}]"
        ).id
        try place.sync("repository", "b")
        try await place.engine(in: "b").request(Self.yes, of: run)
        #expect(try await place.engine(in: "b").continuable().isEmpty, "it is not this clone's")
        #expect(try place.tip(of: "fix", in: "b") == nil)
        try place.sync("b", "repository")
        let owner = try place.engine()
        #expect(try await owner.continuable().map(\.id) == [run])
        _ = try await owner.continueAll()
        #expect(try await place.state(of: run).status == .completed)
        #expect(try place.tip(of: "fix") != nil)
        try place.sync("repository", "b")
        #expect(try await place.state(of: run, in: "b") == place.state(of: run))
    }

    @Test func `a step that was under way in another clone is settled here`() async throws {
        try place.makeClones("b")
        let run = try await place.start(
            """
            steps:
              - {id: safe, run: echo 1 > README}
              - {id: after, uses: branch.create, with: {name: fix}}
            """)
        try place.sync("repository", "b")
        let state = try await place.resume(run, in: "b")
        #expect(state.status == .completed)
        #expect(state.steps["safe"]?.attempts == 2)
        let careful = try await place.start("steps: [{id: pay, run: exit 0, idempotent: false}]")
        try place.sync("repository", "b")
        #expect(try await place.resume(careful, in: "b").steps["pay"]?.status == .unknown)
    }

    @Test func `a run that is over elsewhere can be rolled back here`() async throws {
        try place.makeClones("b")
        let run = try await place.perform("steps: [{id: make, uses: branch.create, with: {name: fix}}]").id
        try place.sync("repository", "b")
        let state = try await place.ask(.rollback(.hard), of: run, in: "b")
        #expect(state.status == .rolledBack)
        #expect(try place.tip(of: "fix", in: "b") == nil)
        try place.sync("b", "repository")
        #expect(try await place.state(of: run) == place.state(of: run, in: "b"))
    }

    @Test func `a run within another one goes on with it`() async throws {
        try place.makeClones("b")
        let workflows = ["ask": "steps: [{id: gate, wait: approval}, {run: echo 1 > README}]"]
        let state = try await place.perform("steps: [{id: call, workflow: ask}]", workflows: workflows)
        let child = try #require(state.steps["call"]?.child)
        try place.sync("repository", "b")
        try await place.ask(Self.yes, of: child, in: "b", workflows: workflows)
        // The outer run is still the other clone's.
        #expect(try await place.state(of: state.id, in: "b").status == .waiting)
        try place.sync("b", "repository")
        let owner = try place.engine(workflows: workflows)
        #expect(try await owner.continuable().map(\.id) == [state.id])
        _ = try await owner.continueAll()
        #expect(try await place.state(of: state.id).status == .completed)
    }

    @Test func `a copy of a clone goes on under a name of its own`() async throws {
        let run = try await place.perform("steps: [{id: gate, wait: approval}, {run: echo 1 > README}]").id
        let outcome = try place.sandbox.run(
            ["cp", "-a", place.repository, place.sandbox.path("copy")])
        #expect(outcome.status == 0)
        let state = try await place.ask(Self.yes, of: run, in: "copy")
        #expect(state.status == .completed)
        #expect(state.owner != (try await place.state(of: run).owner))
    }

    @Test func `a clone that takes another name in the middle of a run goes on with it`() async throws {
        let log = place.sandbox.path("log")
        let run = try await place.start(
            """
            steps:
              - {id: one, run: "echo one >> \(log)"}
              - {id: rename, run: "echo rename >> \(log); rm \(place.repository)/.git/autowrk/replica"}
              - {id: two, run: "echo two >> \(log)"}
            """)
        let before = try await place.state(of: run).owner
        let state = try await place.resume(run)
        #expect(state.status == .completed)
        #expect(state.owner != before)
        #expect(try place.sandbox.read("log") == "one\nrename\ntwo\n")
        #expect(try await place.state(of: run) == state)
    }
}
