import Agents
import Templates
import TestSupport
import Testing

struct PresetTests {
    @Test func `those that come along are read`() throws {
        let table = try AgentTable(presets: Templates.agents)
        #expect(table.names == ["aider", "claude", "codex", "gemini", "human", "model", "opencode", "patch"])
        for name in Templates.agents.keys {
            guard case .command(let preset) = try table.agent(name),
                case .program(let words) = preset.invocation
            else {
                Issue.record("'\(name)' is no program")
                continue
            }
            #expect(words.first == name)
            #expect(words.contains { $0.contains("{prompt-file}") } == (preset.prompt == .file))
            #expect(!preset.variables.isEmpty)
        }
    }

    @Test func `every key has its meaning`() throws {
        let preset = try AgentPreset(
            name: "x",
            yaml: Array(
                """
                summary: An agent
                command: [run, "{prompt-file}"]
                prompt: file
                variables: [X_API_KEY]
                environment: {MODE: quiet, LEVEL: 3}
                timeout-minutes: 5
                exit-statuses: {3: no money left}
                """.utf8))
        var expected = AgentPreset(
            name: "x", summary: "An agent", invocation: .program(["run", "{prompt-file}"]))
        (expected.prompt, expected.variables) = (.file, ["X_API_KEY"])
        (expected.environment, expected.timeLimit) = (["MODE": "quiet", "LEVEL": "3"], .seconds(300))
        expected.exitStatuses = [3: "no money left"]
        #expect(preset == expected)
        #expect(
            try AgentPreset(name: "x", yaml: Array("command: ./fix.sh".utf8)).invocation == .shell("./fix.sh")
        )
    }

    @Test(
        arguments: [
            ("", "line 1, column 1: a preset is a mapping"),
            ("summary: x", "line 1, column 1: there is no 'command'"),
            ("command: [a]\nprompts: x", "line 2, column 1: unknown key 'prompts'"),
            ("command: [a]\nprompt: pipe", "line 2, column 9: 'prompt' is none of stdin, file, argument"),
            ("command: {a: b}", "line 1, column 10: 'command' is not a list of texts"),
            (
                "command: [a]\ntimeout-minutes: 0",
                "line 2, column 18: 'timeout-minutes' is not a number of minutes"
            ),
            (
                "command: [a]\nexit-statuses: {0: fine}",
                "line 2, column 17: 'exit-statuses' is not by numbers from 1 to 255"
            ),
        ])
    func `mistakes have a place`(_ text: String, _ message: String) {
        let error = #expect(throws: PresetError.self) { try AgentPreset(name: "x", yaml: Array(text.utf8)) }
        #expect(error?.description == "agent 'x': \(message)")
    }

    @Test func `agents are chosen by name`() throws {
        var own = ConfiguredAgent(name: "mine")
        (own.command, own.variables, own.timeoutMinutes) = ("./fix.sh --all", ["MY_KEY"], 2)
        var changed = ConfiguredAgent(name: "claude")
        changed.timeoutMinutes = 3
        let table = try AgentTable(presets: Templates.agents, configured: [own, changed])
        #expect(try table.agent("patch") == .patch)
        #expect(try table.agent("human") == .human)
        #expect(try table.agent("model") == .model(provider: nil, model: nil))
        #expect(try table.agent("command: ./fix.sh x") == .command(.shell("./fix.sh x")))
        guard case .command(let mine) = try table.agent("mine"),
            case .command(let claude) = try table.agent("claude")
        else { return }
        #expect(mine.invocation == .shell("./fix.sh --all"))
        #expect((mine.variables, mine.timeLimit) == (["MY_KEY"], .seconds(120)))
        #expect(claude.timeLimit == .seconds(180))
        #expect(claude.variables.contains("ANTHROPIC_API_KEY"))
    }

    @Test(
        arguments: [
            ("command", "agent 'command' names no command"),
            ("command: ", "agent 'command: ' names no command"), ("cloude", "there is no agent 'cloude'"),
        ])
    func `other names are told what there is`(_ name: String, _ message: String) throws {
        let error = #expect(throws: AgentError.self) { try AgentTable(presets: Templates.agents).agent(name) }
        #expect(error?.message == message)
        #expect(error?.hints.isEmpty == false)
    }
}
