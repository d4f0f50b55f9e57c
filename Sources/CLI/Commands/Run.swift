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
                help: "the commit to work on; the default is HEAD, for an issue the default branch"),
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
        var wishes = try RunWishes(arguments, session)
        let (base, workflow) = try Self.material(arguments, wishes, session)
        try wishes.fit(to: workflow.definition, agent: try Self.agent(session))
        let following = try RunFollowing(session, base: base)
        var request = RunRequest(workflow, inputs: wishes.inputs, base: base)
        if let issue = wishes.issue {
            (request.subject, request.events) = (IssueStore.stream(of: issue.id), issue.events)
        }
        request.isForOthers = arguments.has("--detach")
        let run: RunID
        do throws(EngineError) {
            run = try following.call { [request] (engine) throws(EngineError) in
                try await engine.start(request)
            }
        } catch { throw Failure(usage: error) }
        return try following.follow(new: run, &session, arguments)
    }

    /// The agent that is configured.
    private static func agent(_ session: borrowing Session) throws(Failure) -> String? {
        let journal = try session.openJournal()
        return try session.configuration(of: journal.repository).string("autowrk.agent")
    }

    /// The commit that the run starts from, and what it performs.
    private static func material(
        _ arguments: Arguments, _ wishes: RunWishes, _ session: borrowing Session
    ) throws(Failure) -> (base: ObjectID, workflow: RunnableWorkflow) {
        let journal = try session.openJournal()
        let base: ObjectID
        if arguments.value("--base") == nil, wishes.issue != nil {
            base = try RunBase.commit(
                ofBranch: wishes.base, in: journal.repository,
                try session.configuration(of: journal.repository))
        } else {
            base = try RunBase.commit(arguments.value("--base"), in: journal.repository)
        }
        let library = try RunLibrary(
            journal.repository, at: base, maximumSteps: try session.maximumSteps(in: journal))
        let workflow = try library.open(arguments.operands[0]) { StandardError.write($0) }
        if let draft = library.differingDraft(of: arguments.operands[0]) {
            session.remark(
                "warning: '\(draft)' differs from what is committed, which is what the run performs")
        }
        return (base, workflow)
    }
}
