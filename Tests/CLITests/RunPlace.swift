import JSON
import TestSupport
import Testing

/// A clone with workflows, and what tests ask of its runs.
struct RunPlace {
    let clone: Clone
    var sandbox: Sandbox { clone.sandbox }
    var path: String { clone.path }

    /// Time stands still, so that what is printed is the same each time.
    static let now = ["AUTOWRK_NOW": "2026-11-21T03:25:00Z"]

    /// - Parameter workflows: the texts that are committed, by name.
    init(_ workflows: [String: String]) throws {
        clone = try Clone()
        try commit(workflows)
    }

    /// Takes a clone as it is.
    init(_ clone: Clone) { self.clone = clone }

    func commit(_ workflows: [String: String]) throws {
        var files: [String: String] = [:]
        for (name, text) in workflows { files[".autowrk/workflows/\(name).yml"] = text }
        try sandbox.commit("workflows", files: files, in: path)
    }

    func autowrk(
        _ arguments: String..., environment: [String: String] = now
    ) throws -> CommandOutcome {
        try sandbox.autowrk(arguments, in: path, environment: environment)
    }

    /// Starts a run, which must end with this exit status; returns its id.
    func start(
        _ arguments: String..., status: Int32 = 0, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> String {
        let outcome = try sandbox.autowrk(["run"] + arguments, in: path, environment: Self.now)
        try #require(outcome.status == status, "\(outcome.stderr)", sourceLocation: sourceLocation)
        return try #require(
            outcome.stdout.split(separator: "\n").first.map { String($0) }, sourceLocation: sourceLocation)
    }

    /// What `show --json` says.
    func document(_ run: String) throws -> JSON {
        let outcome = try autowrk("show", run, "--json")
        try #require(outcome.status == 0, "\(outcome.stderr)")
        return try JSON(parsing: String(outcome.stdout.dropLast()))
    }

    func status(_ run: String) throws -> String? { try document(run)["status"]?.stringValue }

    /// How it stands with each step, by id.
    func steps(_ run: String) throws -> [String: String] {
        let steps = try document(run)["steps"]?.arrayValue ?? []
        return Dictionary(
            uniqueKeysWithValues: steps.map {
                ($0["id"]?.stringValue ?? "", $0["status"]?.stringValue ?? "")
            })
    }
}
