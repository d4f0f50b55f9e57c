import Agents
import Engine
import Git
import Platform
import Templates
import TestSupport
import Testing
import Workflow

/// Each preset, with a small program in place of the tool that notes how it was called.
struct PresetRunTests {
    private let sandbox: AgentSandbox

    init() throws { sandbox = try AgentSandbox() }

    private static let stub = """
        #!/bin/sh
        for word; do printf '%s\\n' "$word"; done > called.txt
        cat > input.txt
        env | sed -n 's/^\\(.*_KEY\\)=.*/\\1/p' | sort > keys.txt

        """

    @Test(
        arguments: [
            (
                "claude",
                ["-p", "Do the task that stands on standard input.", "--permission-mode", "acceptEdits"],
                "ANTHROPIC_API_KEY"
            ),
            ("codex", ["exec", "--sandbox", "workspace-write", "-"], "CODEX_API_KEY"),
            (
                "gemini", ["--approval-mode", "auto_edit", "-p", "Do the task that stands above."],
                "GEMINI_API_KEY"
            ),
            ("opencode", ["run"], "OPENCODE_API_KEY"),
        ])
    func `the prompt is on standard input`(_ name: String, _ words: [String], _ key: String) throws {
        let (called, input, keys) = try run(name, key: key)
        #expect(called == words)
        #expect(input == "Fix it, please.\n")
        #expect(keys == [key])
    }

    @Test func `aider gets the prompt as a file`() throws {
        let (called, input, keys) = try run("aider", key: "OPENAI_API_KEY")
        #expect(called.prefix(2) == ["--message-file", "\(sandbox.sandbox.path)/work/implement.prompt.md"])
        for option in ["--yes-always", "--no-auto-commits", "--no-dirty-commits"] {
            #expect(called.contains(option))
        }
        #expect(input == "")
        #expect(keys == ["OPENAI_API_KEY"])
    }

    @Test func `what gemini's exit statuses say is told`() throws {
        let result = try perform("gemini", stub: "#!/bin/sh\nexit 53\n", environment: [:])
        #expect(
            result.failure?.message
                == "agent 'gemini' ended with exit status 53: it took as many turns as it may")
    }

    private func run(_ name: String, key: String) throws -> (called: [String], input: String, keys: [String])
    {
        let result = try perform(
            name, stub: Self.stub, environment: [key: "0123456789", "OTHER_API_KEY": "9876543210"])
        let changes = try sandbox.changes(in: result.tree)
        let text = { (file: String) in (changes[file] ?? nil) ?? "" }
        let lines = { (file: String) in text(file).split(separator: "\n").map(String.init) }
        return (lines("called.txt"), text("input.txt"), lines("keys.txt"))
    }

    private func perform(_ name: String, stub: String, environment: [String: String]) throws -> AgentResult {
        let box = sandbox.sandbox
        try box.write("bin/\(name)", stub)
        #expect(try box.run(["chmod", "+x", box.path("bin/\(name)")]).status == 0)
        var variables = environment
        variables["PATH"] = "\(box.path("bin")):\(box.environment["PATH"] ?? "")"
        guard case .command(let preset) = try AgentTable(presets: Templates.agents).agent(name) else {
            throw AgentError("'\(name)' is no program")
        }
        let repository = try Repository(discovering: sandbox.path, useEnvironment: false)
        return try AgentCommand(preset, prompt: "Fix it, please.\n").run(
            on: try repository.commit(sandbox.base).tree, head: sandbox.base,
            at: try sandbox.site(environment: variables), in: repository)
    }
}
