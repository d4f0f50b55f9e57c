import Engine
import JSON
import Journal
import Platform
import TestSupport
import Testing
import Workflow

@Suite struct IssueCommentsTests {
    let place: EngineSandbox

    init() throws { place = try EngineSandbox() }

    private static let text = """
        steps:
          - {uses: branch.create, with: {name: fix}}
          - {id: gate, wait: approval}
          - run: echo changed > README
          - {uses: commit, with: {message: "mend it"}}
        """

    private func start(
        about subject: String?, _ change: (inout EngineConfiguration) -> Void = { _ in }
    ) async throws -> RunState {
        let engine = try place.engine(change)
        var request = RunRequest(try workflow(Self.text), base: try place.base())
        request.subject = subject.flatMap { StreamName($0) }
        return try await engine.follow(engine.start(request))
    }

    private func comments() throws -> [String] {
        var journal = try place.journal()
        return try journal.events(of: StreamName("issue/7")).compactMap { $0.data["text"]?.stringValue }
    }

    private func approve(_ run: RunID) async throws {
        try await place.ask(
            .vote(step: nil, Vote(approves: true), by: "person/ada@example.org"), of: run)
    }

    @Test func `an issue is told what a run has done when the run waits and when it ends`() async throws {
        let state = try await start(about: "issue/7")
        #expect(try comments() == ["Created branch `fix`\ngate waits for an approval"])
        try await approve(state.id)
        let tip = try #require(try place.tip(of: "fix"))
        #expect(
            try comments().last == "gate approved\nCommitted \(tip.prefix(10)) on `fix`\ncompleted")
        #expect(try comments().count == 2)
    }

    @Test func `what others record while the run goes on is told, too`() async throws {
        let (started, approved) = (place.sandbox.path("started"), try Gate("approved", in: place.sandbox))
        let text = """
            steps:
              - {id: long, run: "touch \(started); \(approved.pass)"}
              - {id: gate, wait: approval, needs: []}
              - {id: after, run: "\(approved.letPass)", needs: [gate]}
            """
        let engine = try place.engine()
        var request = RunRequest(try workflow(text), base: try place.base())
        request.subject = StreamName("issue/7")
        let run = try await engine.start(request)
        async let followed = engine.follow(run)
        try await waitForFile(started)
        try await place.engine().request(
            .vote(step: nil, Vote(approves: true, comment: "fine"), by: "person/ada@example.org"), of: run)
        #expect(try await followed.status == .completed)
        #expect(try comments().joined(separator: "\n").split(separator: "\n").contains("gate approved: fine"))
    }

    @Test func `a step that had nothing to undo goes without saying`() async throws {
        let state = try await start(about: "issue/7")
        try await place.ask(.rollback(.hard), of: state.id)
        let last = try #require(try comments().last)
        #expect(last.contains("undone") && !last.contains("nothing to undo"))
    }

    @Test func `a run that goes on tells no more often than it may`() async throws {
        let state = try await start(about: "issue/7") { $0.commentInterval = 0 }
        try await approve(state.id)
        // Without an interval each decision with something to say is told.
        #expect(try comments().first == "Created branch `fix`\ngate waits for an approval")
        #expect(state.start.subject == "issue/7")
    }

    @Test(arguments: [nil, "task/7"])
    func `a run about nothing, or about something else, tells nobody`(subject: String?) async throws {
        _ = try await start(about: subject)
        #expect(try comments().isEmpty)
    }

    @Test func `nobody is told where that is turned off`() async throws {
        _ = try await start(about: "issue/7") { $0.commentInterval = nil }
        #expect(try comments().isEmpty)
    }
}
