import Engine
import Git
import JSON
import TestSupport
import Testing
import Workflow

@Suite struct NoteTests {
    let place: EngineSandbox

    init() throws { place = try EngineSandbox() }

    private func note(on revision: String = "main") throws -> String? {
        let outcome = try place.sandbox.gitOutcome(
            "notes", "--ref", "autowrk", "show", revision, in: "repository")
        return outcome.status == 0 ? outcome.stdout : nil
    }

    @Test func `a note is written on the base where there is no branch`() async throws {
        let state = try await place.perform("steps: [{id: say, uses: note, with: {text: seen}}]")
        #expect(try note() == "seen")
        let base = try place.base().hex
        #expect(state.steps["say"]?.result.outputs == ["commit": .string(base)])
        #expect(
            state.steps["say"]?.result.effects == [.noteWritten(commit: base, note: "seen", previous: nil)])
        #expect(try place.git("log", "-1", "--format=%N", "--notes=autowrk") == "seen\n")
    }

    @Test func `a note is written on the tip of the run's branch`() async throws {
        _ = try await place.perform(
            """
            steps:
              - {uses: branch.create, with: {name: fix}}
              - run: echo x > README
              - {uses: commit, with: {message: x}}
              - {uses: note, with: {text: seen}}
            """)
        #expect(try note(on: "fix") == "seen")
        #expect(try note(on: "main") == nil)
    }

    @Test func `a run with several branches has to name the commit`() async throws {
        let state = try await place.perform(
            """
            steps:
              - {uses: branch.create, with: {name: a}}
              - {uses: branch.create, with: {name: b}}
              - {id: say, uses: note, with: {text: seen}}
            """)
        #expect(
            state.steps["say"]?.failure
                == StepFailure(.input, "the run has 2 branches: 'commit' has to name a commit"))
    }

    @Test func `a note replaces the one that is there, and a rollback brings that back`() async throws {
        try place.git("notes", "--ref", "autowrk", "add", "-m", "old", "main")
        let state = try await place.perform(
            "steps: [{id: say, uses: note, with: {text: new}}, {id: gate, wait: approval}]")
        #expect(try note() == "new")
        let after = try await place.ask(.rollback(.hard), of: state.id)
        #expect(after.status == .rolledBack)
        #expect(after.steps["say"]?.compensation == .done)
        #expect(try note() == "old\n")
    }

    @Test func `a rollback takes away a note that had no forerunner`() async throws {
        let state = try await place.perform(
            "steps: [{id: say, uses: note, with: {text: new}}, {id: gate, wait: approval}]")
        let after = try await place.ask(.rollback(.hard), of: state.id)
        #expect(after.steps["say"]?.compensation == .done)
        #expect(try note() == nil)
    }

    @Test func `a rollback leaves a note that was there as it was`() async throws {
        let first = try await place.perform("steps: [{uses: note, with: {text: same}}]")
        #expect(first.status == .completed)
        let state = try await place.perform("steps: [{id: say, uses: note, with: {text: same}}]")
        #expect(state.steps["say"]?.result.effects == [])
        let after = try await place.ask(.rollback(.hard), of: state.id)
        #expect(after.steps["say"]?.compensation == .nothing)
        #expect(try note() == "same")
    }

    @Test func `a rollback leaves a note that somebody has changed since`() async throws {
        let state = try await place.perform("steps: [{id: say, uses: note, with: {text: new}}]")
        try place.git("notes", "--ref", "autowrk", "add", "--force", "-m", "person", "main")
        let after = try await place.ask(.rollback(.hard), of: state.id)
        let base = try place.base().hex
        #expect(
            after.steps["say"]?.compensation == .failed(reason: "the note on '\(base)' was changed since"))
        #expect(try note() == "person\n")
    }

    @Test func `wherever its process is killed, a note remembers the one that it has replaced`() async throws
    {
        try place.git("notes", "--ref", "autowrk", "add", "-m", "old", "main")
        try await expectSameEndFromEveryMoment(
            """
            steps:
              - {id: one, uses: note, with: {text: one}}
              - {id: two, uses: note, with: {text: two}}
            """, in: place)
    }

    @Test func `many runs write notes at the same time`() async throws {
        for number in 0..<6 {
            try place.sandbox.commit("\(number)", files: ["README": "\(number)\n"], in: "repository")
        }
        let place = place
        try await withThrowingTaskGroup(of: RunStatus.self) { group in
            for number in 0..<6 {
                group.addTask {
                    try await place.perform(
                        "steps: [{uses: note, with: {text: '\(number)', commit: 'main~\(number)'}}]"
                    ).status
                }
            }
            for try await status in group { #expect(status == .completed) }
        }
        for number in 0..<6 { #expect(try note(on: "main~\(number)") == "\(number)") }
    }

    @Test func `a revision that is not there is named`() async throws {
        let state = try await place.perform("steps: [{id: say, uses: note, with: {text: x, commit: none}}]")
        #expect(state.steps["say"]?.failure?.kind == .input)
    }
}
