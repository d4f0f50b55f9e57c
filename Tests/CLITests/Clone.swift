import JSON
import TestSupport
import Testing

/// A repository of a sandbox with one commit in it, and what tests ask of its journal.
struct Clone {
    let sandbox: Sandbox
    let path: String

    /// Makes a repository in a sandbox of its own.
    init() throws {
        sandbox = try Sandbox()
        path = try sandbox.repository()
        try sandbox.commit("first", files: ["README": "text\n"], in: path)
    }

    /// Takes a folder of a sandbox as it is.
    init(_ path: String, in sandbox: Sandbox) { (self.sandbox, self.path) = (sandbox, sandbox.path(path)) }

    /// Runs `git-autowrk` here.
    func autowrk(
        _ arguments: String..., input: String = "", environment: [String: String] = [:]
    ) throws -> CommandOutcome {
        try sandbox.autowrk(arguments, in: path, input: input, environment: environment)
    }

    /// Runs a script of `sh` here, for bytes that a string of Swift can't have.
    func shell(_ script: String, environment: [String: String] = [:]) throws -> CommandOutcome {
        try sandbox.run(["/bin/sh", "-c", script], in: path, environment: environment)
    }

    /// Runs a script of `sh` here, where it may mount file systems that nobody else sees.
    func isolated(_ script: String) throws -> CommandOutcome { try sandbox.isolated(script, in: path) }

    /// Records one event; returns its id.
    @discardableResult
    func append(
        _ stream: String = "task/1", data: String = "{}", environment: [String: String] = [:]
    ) throws -> String {
        let outcome = try autowrk(
            "journal", "append", "--stream", stream, "--type", "task_added", "--data", data,
            environment: environment)
        try #require(outcome.status == 0, "append: \(outcome.stderr)")
        return String(outcome.stdout.dropLast())
    }

    /// Records what a check has said of a tree, as those who verify do.
    func recordVerdict(_ status: String, on tree: String) throws {
        let data = """
            {"checks":[{"name":"tests","kind":"test","command":"make check","key":"k","critical":true,\
            "status":"\(status)","milliseconds":1234,"counts":{"passed":42,"failed":0,"skipped":0}}]}
            """
        let outcome = try autowrk(
            "journal", "append", "--stream", "verdict/\(tree)", "--type", "tree_verified", "--data", data)
        try #require(outcome.status == 0, "\(outcome.stderr)")
    }

    /// All events, as `export` prints them.
    func export(environment: [String: String] = [:]) throws -> String {
        let outcome = try autowrk("export", environment: environment)
        try #require(outcome.status == 0, "export: \(outcome.stderr)")
        return outcome.stdout
    }

    /// The ids in `export`, in its order.
    func exportedIDs() throws -> [String] { try Self.ids(in: try export()) }

    /// The ids of events, one a line.
    static func ids(in lines: String) throws -> [String] {
        try lines.split(separator: "\n").map {
            try #require(try JSON(parsing: String($0))["id"]?.stringValue)
        }
    }

    /// The `n` of each event's data in `export`, in its order.
    func exportedNumbers() throws -> [Int64] {
        try export().split(separator: "\n").compactMap {
            try JSON(parsing: String($0))["data"]?["n"]?.integerValue
        }
    }

    /// What must be the same before and after a command that was refused: all references and all events.
    func state() throws -> [String] {
        [try sandbox.git("for-each-ref", in: path), try export()]
    }

    /// The lane of this clone, as a full name.
    func lane() throws -> String {
        let lanes = try sandbox.git("for-each-ref", "--format=%(refname)", "refs/autowrk/journal", in: path)
        return try #require(lanes.split(separator: "\n").first.map { String($0) })
    }

    /// Lock files of Git below the lanes.
    func laneLocks() throws -> [String] {
        try sandbox.snapshot(of: path + "/.git/refs/autowrk").keys.filter { $0.hasSuffix(".lock") }
    }

    /// Has Git check all objects and references. Objects that nothing leads to are no fault where a
    /// writer was killed.
    func expectSound(
        allowingUnreachable: Bool = false, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let outcome = try sandbox.gitOutcome(
            ["fsck", "--full", "--strict"] + (allowingUnreachable ? ["--no-dangling"] : []), in: path)
        #expect(outcome.status == 0, sourceLocation: sourceLocation)
        #expect(outcome.stdout == "", sourceLocation: sourceLocation)
        #expect(outcome.stderr == "", sourceLocation: sourceLocation)
    }
}

/// The line of a batch that records `n` on a stream.
func batchLine(_ n: Int, stream: String = "task/1") -> String {
    #"{"stream":"\#(stream)","type":"task_added","data":{"n":\#(n)}}"# + "\n"
}
