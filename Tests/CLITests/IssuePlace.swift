import JSON
import TestSupport
import Testing

/// A clone of a small project that has a bug, and an issue about it.
struct IssuePlace {
    let place: RunPlace
    var sandbox: Sandbox { place.sandbox }
    var path: String { place.path }

    static let issue = """
        ---
        number: 7
        labels: [bug]
        ---

        # The greeting has no name

        `greet.sh` says `hello` and no more. Expected is the name that it is given.
        """
    /// Does what the issue asks for.
    static let fix = #"command: printf 'echo "hello $1"\n' > greet.sh"#

    init() throws {
        place = try RunPlace([:])
        try sandbox.commit(
            "a project",
            files: [
                "greet.sh": "echo hello\n",
                "test.sh": """
                # Writes into its own tree, as test suites do.
                sh greet.sh you > result
                echo ran >> README
                case $(cat result) in
                'hello you') echo 'ok 1 - it greets' ;;
                *) echo "not ok 1 - it greets with $(cat result)"; exit 1 ;;
                esac

                """,
                "README": "hello\n",
                ".autowrk/verify.yml": "checks:\n  - {name: tests, kind: test, command: sh test.sh}\n",
            ], in: path)
        try sandbox.write("issue.md", Self.issue)
    }

    /// Runs `run issue-to-pr`.
    func run(
        issue: String = "../issue.md", agent: String? = nil, _ more: String..., input: String = "",
        environment: [String: String] = [:]
    ) throws -> CommandOutcome {
        try sandbox.autowrk(
            ["run", "issue-to-pr", "--issue", issue] + (agent.map { ["--agent", $0] } ?? []) + more,
            in: path, input: input, environment: environment)
    }

    /// The documents of all pull requests.
    func pullRequests() throws -> [JSON] {
        let outcome = try sandbox.autowrk("pr", "list", "--state", "all", "--json", in: path)
        try #require(outcome.status == 0, "\(outcome.stderr)")
        return try outcome.stdout.split(separator: "\n").map { try JSON(parsing: String($0)) }
            .flatMap { $0["pull_requests"]?.arrayValue ?? [$0] }
    }

    func branches() throws -> [String] {
        try sandbox.git("for-each-ref", "--format=%(refname:short)", "refs/heads", in: path)
            .split(separator: "\n").map { String($0) }
    }
}
