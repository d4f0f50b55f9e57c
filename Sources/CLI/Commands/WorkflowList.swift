import Engine
import Git
import JSON
import Workflow

extension Subcommand {
    static let workflowList = Subcommand(
        path: ["workflow", "list"], summary: "list the workflows that can be run, and where they come from",
        options: [.json],
        discussion: [
            """
            A workflow in .autowrk/workflows goes before one that is built in. A run uses what is committed; \
            what differs from that is marked.
            """
        ]
    ) { (session, arguments) throws(Failure) in
        let workflows = try Workflows(session)
        let catalogue = workflows.catalogue
        let rows = workflows.sources.map { source in
            WorkflowOverview(source, in: workflows, catalogue)
        }
        if arguments.has("--json") {
            try session.print(["workflows": .array(rows.map { .object($0.json) })])
            return .done
        }
        let table = Table([.left, .left], rows.map { [$0.source.name, $0.line] })
        for line in table.lines(width: nil) { try session.print(line) }
        return .done
    }
}

/// What there is to say about a workflow in short.
struct WorkflowOverview {
    let source: WorkflowSource
    /// Nil when the text is faulty.
    let definition: Definition?
    /// How the text differs from what a run would use.
    let difference: String?

    init(_ source: WorkflowSource, in workflows: Workflows, _ catalogue: Catalogue) {
        self.source = source
        definition = Definition.read(source.text, name: source.name, catalogue: catalogue).0
        difference = workflows.difference(of: source)
    }

    /// What it is for and where it comes from.
    var line: String {
        let summary =
            definition.map { $0.summary ?? "" } ?? "faulty: 'git autowrk workflow check \(source.name)'"
        return summary + (summary.isEmpty ? "" : " ") + "(\(origin))"
    }

    /// Where it comes from, and how it differs from what a run would use.
    var origin: String { source.place + (difference.map { ", \($0)" } ?? "") }

    var json: JSON.Object {
        [
            "name": .string(source.name), "summary": definition?.summary.map { .string($0) } ?? .null,
            "valid": .bool(definition != nil), "origin": source.origin.json,
            "difference": difference.map { .string($0) } ?? .null,
        ]
    }
}

extension WorkflowSource {
    /// Where it was found, for people.
    var place: String {
        switch origin {
        case .builtIn: "built in"
        case .commit(let commit, let path, _): "\(path) at \(commit.hex.prefix(10))"
        case .workingDirectory(let path), .file(let path): path
        }
    }
}

extension WorkflowSource.Origin {
    var json: JSON {
        switch self {
        case .builtIn: ["kind": "built-in"]
        case .commit(let commit, let path, let blob):
            [
                "kind": "commit", "commit": .string(commit.hex), "path": .string(path),
                "blob": .string(blob.hex),
            ]
        case .workingDirectory(let path): ["kind": "working-directory", "path": .string(path)]
        case .file(let path): ["kind": "file", "path": .string(path)]
        }
    }
}
