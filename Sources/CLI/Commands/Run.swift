import Engine
import Git
import JSON
import Journal
import Platform
import Workflow

extension Subcommand {
    static let run = Subcommand(
        path: ["run"], summary: "start a workflow and follow it to its end",
        operands: "<workflow>", operandCount: 1...1,
        options: [
            Option(
                name: "--input", short: "-i", value: "<name>=<value>", repeats: true,
                help: "what the workflow is started with"),
            Option(
                name: "--issue", value: "<issue>",
                help: "what the run is about: a number, a file, '-' for standard input, or task/<id>"),
            Option(
                name: "--agent", value: "<agent>",
                help: "who changes the code, as in claude, patch, human or 'command: <command>'"),
            Option(
                name: "--patch", value: "<file>", help: "the change itself, as a diff, for the agent 'patch'"),
            Option(
                name: "--base", value: "<revision>",
                help: "the commit or branch to work on; the default is HEAD, for an issue the default branch"),
            Option(name: "--detach", help: "leave the run to a process in the background"),
            .json,
        ],
        discussion: [
            """
            The workflow is one that is committed or built in, by its name ('git autowrk workflow list' shows \
            what there is), or any file. The id of the run is printed first; how it goes is told on standard \
            error.
            """,
            """
            The run works on trees of its own: the working directory, the index and the current branch stay \
            as they are. A signal stops the commands under way; 'git autowrk resume' goes on from there.
            """,
            """
            The exit status is 0 when the run is completed, 1 when it has failed or was stopped, and 4 when \
            it waits for somebody.
            """,
        ]
    ) { (session, arguments) throws(Failure) in
        var journal = try session.openJournalForReading()
        let settings = try session.configuration(of: journal.repository)
        var wishes = try RunWishes(arguments, session, in: &journal)
        let (base, branch) = try wishes.base(
            arguments.value("--base"), in: journal.repository, settings)
        let workflow = try Self.workflow(arguments.operands[0], at: base, in: journal, session)
        try wishes.fit(to: workflow.definition, agent: settings.string("autowrk.agent"), branch: branch)
        let following = try RunFollowing(session, base: base)
        var request = RunRequest(workflow, inputs: wishes.inputs, base: base)
        if let issue = wishes.issue {
            (request.subject, request.events) = (IssueStore.stream(of: issue.id), issue.events)
        }
        request.attachments = wishes.attachments
        request.isForOthers = arguments.has("--detach")
        let run: RunID
        do throws(EngineError) {
            run = try following.call { [request] (engine) throws(EngineError) in
                try await engine.start(request)
            }
        } catch { throw Failure(usage: error) }
        return try following.follow(new: run, &session, arguments)
    }

    /// What the run performs.
    private static func workflow(
        _ name: String, at base: ObjectID, in journal: borrowing Journal, _ session: borrowing Session
    ) throws(Failure) -> RunnableWorkflow {
        let library = try RunLibrary(
            journal.repository, at: base, maximumSteps: try session.maximumSteps(in: journal))
        let workflow = try library.open(name) { StandardError.write($0) }
        if let draft = library.differingDraft(of: name) {
            session.remark(
                "warning: '\(draft)' differs from what is committed, which is what the run performs")
        }
        return workflow
    }
}
