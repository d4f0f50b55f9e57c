import Engine
import Git
import JSON
import Journal
import Platform
import TestSupport
import Workflow

/// A repository with one commit, and engines on it.
struct EngineSandbox {
    let sandbox: Sandbox
    let repository: String

    init() throws {
        sandbox = try Sandbox()
        repository = try sandbox.repository()
        try sandbox.write("repository/README", "hello\n")
        try sandbox.git("add", "README", in: "repository")
        try sandbox.git("commit", "--quiet", "-m", "first", in: "repository")
    }

    /// An engine as another process would have it.
    func engine(
        in folder: String = "repository", actor: String = "person/ada@example.org",
        workflows: [String: String] = [:],
        _ change: (inout EngineConfiguration) -> Void = { _ in }
    ) throws -> Engine {
        let journal = Journal(
            in: try Repository(discovering: sandbox.path(folder), useEnvironment: false), time: .system,
            trace: .off)
        var configuration = EngineConfiguration(
            identity: Identity(name: "Ada", email: "ada@example.org"), actor: actor,
            environment: sandbox.environment, cacheDirectory: sandbox.path("cache"))
        change(&configuration)
        return try Engine(journal, configuration: configuration) { name in
            guard let text = workflows[name] else { throw RunRefusal("no workflow '\(name)'") }
            return try workflow(text)
        }
    }

    func base(_ folder: String = "repository") throws -> ObjectID {
        let hex = try sandbox.git("rev-parse", "HEAD", in: folder)
        guard let id = ObjectID(hex: hex) else { throw RunRefusal("no commit") }
        return id
    }
}

/// A workflow as its file would be read.
func workflow(_ text: String) throws -> RunnableWorkflow {
    let bytes = Array(text.utf8)
    let (definition, diagnostics) = Definition.read(
        bytes, name: "test", catalogue: Catalogue(actions: ActionTable.signatures))
    guard let definition else { throw RunRefusal("\(diagnostics)") }
    return RunnableWorkflow(definition, text: bytes)
}
