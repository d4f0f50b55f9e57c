import JSON
import TestSupport
import Testing

/// A clone with a bug, an issue about it, and a scripted model that is to mend it.
struct ModelAgentPlace {
    let place: IssuePlace
    let model: ScriptedModel
    var sandbox: Sandbox { place.sandbox }
    var path: String { place.path }

    /// - Parameters:
    ///   - lines: what the model says, turn by turn.
    ///   - place: nil for one of its own.
    ///   - format: how it says it.
    ///   - sameIDs: whether all calls of tools have the same id, as those of some servers.
    init(
        _ lines: [ScriptedModel.Line], place: IssuePlace? = nil, format: ScriptedModel.Format = .anthropic,
        sameIDs: Bool = false
    ) throws {
        self.place = try place ?? IssuePlace()
        model = try ScriptedModel(lines, format: format, sameIDs: sameIDs)
        // Pauses between attempts are tested where time is a value.
        try sandbox.git("config", "autowrk.providerAttempts", "1", in: path)
        // Checks tell by files beside the checkout that they were run, and wait there for the test.
        try sandbox.git("config", "autowrk.sandbox", "none", in: path)
    }

    static let fix: JSON.Object = [
        "path": "greet.sh", "old_text": "echo hello\n", "new_text": "echo \"hello $1\"\n",
    ]
    static let finish = ScriptedModel.Line.calls("finish", ["summary": "It greets by name now."])

    /// Looks around, errs, changes, fails a check, repairs, and is done.
    static let twelveTurns: [ScriptedModel.Line] = [
        .says([
            .text("I look around."), .call("list_files"), .call("search", ["text": "hello"]),
        ]),
        .calls("read_file", ["path": "greet.sh"]),
        .calls("read_file", ["path": "test.sh"]),
        .calls("shell", ["command": "ls"]),
        .calls("edit_file", ["path": "greet.sh", "old_text": "print", "new_text": "x"]),
        .calls(
            "edit_file", ["path": "greet.sh", "old_text": "echo hello", "new_text": "echo goodbye $1"]),
        .says([
            .call("create_file", ["path": "notes", "text": "n\n"]),
            .call("move_file", ["path": "notes", "new_path": "docs/notes"]),
        ]),
        .calls("run_check"),
        .says([
            .text("I repair it."),
            .call(
                "edit_file",
                ["path": "greet.sh", "old_text": "echo goodbye $1", "new_text": "echo \"hello $1\""]),
            .call("delete_file", ["path": "docs/notes"]),
        ]),
        .calls("run_check", ["name": "tests"]),
        .calls("show_changes"),
        finish,
    ]

    func autowrk(_ arguments: String..., environment: [String: String] = [:]) throws -> CommandOutcome {
        try sandbox.autowrk(
            arguments, in: path, environment: model.environment.merging(environment) { $1 })
    }

    /// Runs `run issue-to-pr` with the coding agent.
    func run(agent: String = "model", environment: [String: String] = [:]) throws -> CommandOutcome {
        try place.run(agent: agent, environment: model.environment.merging(environment) { $1 })
    }

    /// Starts `run issue-to-pr`, or goes on with a run.
    func start(_ run: String? = nil) throws -> LiveCommand {
        let words =
            run.map { ["resume", $0] } ?? [
                "run", "issue-to-pr", "--issue", "../issue.md", "--agent", "model",
            ]
        return try sandbox.start(["git-autowrk"] + words, in: path, environment: model.environment)
    }

    /// Ends a process as the power does, and waits until it is gone.
    ///
    /// - Returns: what it has said on standard error.
    @discardableResult
    func kill(_ process: LiveCommand) throws -> String {
        process.kill(.process)
        while try process.nextLines() != nil {}
        return try process.finish().stderr
    }

    func id(of outcome: CommandOutcome) throws -> String {
        try #require(outcome.stdout.split(separator: "\n").first.map { String($0) }, "\(outcome.stderr)")
    }

    /// The facts of one type in the stream of a run's agents.
    func facts(_ type: String, of run: String) throws -> [JSON] {
        try sandbox.autowrk("journal", "show", "agent/\(run)", in: path).stdout
            .split(separator: "\n").map { try JSON(parsing: String($0)) }
            .filter { $0["type"]?.stringValue == type }
    }

    /// What the branch has become: its files, and what its commit says.
    func result() throws -> (tree: String, message: String) {
        (
            try sandbox.git("rev-parse", "fix/issue-7^{tree}", in: path),
            try sandbox.git("log", "-1", "--format=%B", "fix/issue-7", in: path)
        )
    }

    /// Fails unless there is one pull request that mends the bug, verified.
    func expectMended(sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(try place.pullRequests().count == 1, sourceLocation: sourceLocation)
        let description = try sandbox.autowrk("pr", "show", "fix/issue-7", in: path).stdout
        #expect(description.contains("✓ tests: "), sourceLocation: sourceLocation)
        let file = try sandbox.gitOutcome("show", "fix/issue-7:greet.sh", in: path).stdout
        #expect(file == "echo \"hello $1\"\n", sourceLocation: sourceLocation)
        #expect(
            try sandbox.git("diff", "--name-only", "main", "fix/issue-7", in: path) == "greet.sh",
            sourceLocation: sourceLocation)
    }
}
