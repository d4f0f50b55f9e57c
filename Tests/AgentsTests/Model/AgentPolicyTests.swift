import Git
import TestSupport
import Testing
import Workflow

@testable import Agents

/// `.autowrk/policy.yml`, of the commit that a run has begun with.
struct AgentPolicyTests {
    private func policy(_ text: String?) throws -> AgentPolicy {
        let sandbox = try Sandbox()
        let path = try sandbox.repository()
        let hex = try sandbox.commit(
            "base", files: text.map { [".autowrk/policy.yml": $0] } ?? [:], in: path)
        guard let commit = ObjectID(hex: hex) else { throw GitError(.other, hex) }
        return try AgentPolicy(
            of: commit, in: try Repository(discovering: path, useEnvironment: false))
    }

    private func message(_ text: String) -> String {
        do {
            return "read: \(try policy(text))"
        } catch { return (error as? StepFailure)?.message ?? "\(error)" }
    }

    @Test func `without a file, or a word on agents, everything is allowed`() throws {
        for text in [nil, "", "commands: {ask: [git push]}\n"] {
            let policy = try policy(text)
            #expect(policy.tools == nil && policy.protected.isEmpty && policy.hidden.isEmpty)
        }
    }

    @Test func `tools, protected and hidden paths are read`() throws {
        let policy = try policy(
            "agent:\n  tools: [read_file, edit_file]\n  protect: ci/**\n  hide: ['*.pem', x]\n")
        #expect(policy.tools == ["read_file", "edit_file"])
        #expect(policy.protected == ["ci/**"])
        #expect(policy.hidden == ["*.pem", "x"])
    }

    @Test(arguments: [
        ("agent: yes\n", "line 1: 'agent' must be a mapping"),
        ("agent:\n  tool: x\n", "line 2: unknown key 'tool'; there are tools, protect and hide"),
        ("agent:\n  protect: {a: b}\n", "line 2: 'protect' must be a list of texts"),
        ("agent:\n  hide: [[a]]\n", "line 2: 'hide' must be a list of texts"),
        ("agent:\n\n  tools: [shell]\n", "line 3: there is no tool 'shell'; there are list_files, "),
        ("agent:\n  [a]: b\n", "line 2: a key must be a text"),
    ])
    func `what makes no sense is refused with its line`(text: String, message: String) {
        #expect(self.message(text).hasPrefix("cannot read '.autowrk/policy.yml': \(message)"))
    }

    @Test func `what is no YAML is refused`() {
        #expect(message("agent: [\n").hasPrefix("cannot read '.autowrk/policy.yml': "))
    }
}
