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
            Option(name: "--base", value: "<revision>", help: "the commit to work on; the default is HEAD"),
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
        let inputs = try RunInputs.parse(arguments.values("--input"))
        let (base, workflow) = try Self.material(arguments, session)
        let following = try RunFollowing(session, base: base)
        var request = RunRequest(workflow, inputs: inputs, base: base)
        request.isForOthers = arguments.has("--detach")
        let run: RunID
        do throws(EngineError) {
            run = try following.call { [request] (engine) throws(EngineError) in
                try await engine.start(request)
            }
        } catch { throw Failure(usage: error) }
        return try following.follow(new: run, &session, arguments)
    }

    /// The commit that the run starts from, and what it performs.
    private static func material(
        _ arguments: Arguments, _ session: borrowing Session
    ) throws(Failure) -> (base: ObjectID, workflow: RunnableWorkflow) {
        let journal = try session.openJournal()
        let base = try RunBase.commit(arguments.value("--base"), in: journal.repository)
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
