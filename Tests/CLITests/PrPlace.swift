import JSON
import TestSupport
import Testing

/// A clone with a branch to merge, and what tests ask of its pull requests.
struct PrPlace {
    let clone: Clone
    var sandbox: Sandbox { clone.sandbox }
    var path: String { clone.path }

    /// One commit on `fix/it`; `main` is checked out.
    static let ahead = """
        git checkout --quiet -b fix/it; echo fixed > README; git commit --quiet -am 'Fix it'
        git checkout --quiet main
        """

    init(_ script: String = PrPlace.ahead) throws {
        clone = try Clone()
        try shell(script)
    }

    /// Runs a script of `sh` that has to succeed.
    func shell(_ script: String) throws { try sandbox.script(script, in: path) }

    func pr(
        _ arguments: String..., input: String = "", environment: [String: String] = [:]
    ) throws -> CommandOutcome {
        try sandbox.autowrk(
            ["pr"] + arguments, in: path, input: input,
            environment: RunPlace.now.merging(environment) { $1 })
    }

    /// Opens one and returns its id.
    @discardableResult
    func create(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
        let outcome = try sandbox.autowrk(
            ["pr", "create", "--head", "fix/it"] + arguments, in: path, environment: RunPlace.now)
        try #require(outcome.status == 0, "\(outcome.stderr)", sourceLocation: sourceLocation)
        return String(outcome.stdout.dropLast())
    }

    /// What `show --json` says.
    func document(_ pr: String = "fix/it") throws -> JSON {
        let outcome = try self.pr("show", pr, "--json")
        try #require(outcome.status == 0, "\(outcome.stderr)")
        return try JSON(parsing: String(outcome.stdout.dropLast()))
    }

    func git(_ arguments: String...) throws -> String { try sandbox.git(arguments, in: path) }
}
