import Safety
import Testing
import Workflow
import YAML

@Suite struct PolicyTests {
    private func policy(_ text: String) throws -> Policy { try Policy(reading: Array(text.utf8)) }

    @Test(arguments: [
        ("git push", "git push origin main", Decision.refuse), ("git push", "git -C a push", .refuse),
        ("git push", "git pull", .allow), ("npm run deploy*", "npm run deploy:prod", .refuse),
        ("npm run deploy*", "npm run test", .allow), ("docker", "docker ps", .refuse),
        ("docker", "sudo docker ps", .refuse),
        ("docker", "sh -c 'docker ps'", .refuse), ("make", "cmake .", .allow),
        ("force-push", "git push -f", .refuse),
        ("force-push", "git push", .allow),
    ])
    func `commands and rules that are named are refused`(entry: String, command: String, decision: Decision)
        throws
    {
        #expect(Fixture.decision(command, try policy("commands: {refuse: ['\(entry)']}")) == decision)
    }

    @Test func `boundaries make a verdict stricter and never milder`() throws {
        let policy = try policy("commands:\n  ask: [git push, delete-root, force-push]\n")
        #expect(Fixture.decision("git push", policy) == .ask)
        #expect(Fixture.decision("rm -rf /", policy) == .refuse)
        for commands in try Fixture.commands("commands.yml").values {
            for command in commands.prefix(100) {
                #expect(Fixture.decision(command, policy) >= Fixture.decision(command), "\(command)")
            }
        }
    }

    @Test(arguments: [
        ("rm migrations/1.sql", Decision.refuse), ("rm -rf migrations", .refuse),
        ("echo a > migrations/2.sql", .refuse),
        ("sed -i s/a/b/ migrations/1.sql", .refuse), ("mv migrations old", .refuse),
        ("cp a migrations/b", .refuse),
        ("cd migrations && rm 1.sql", .refuse), ("rm -rf *", .refuse), ("cat migrations/1.sql", .allow),
        ("ls migrations", .allow),
        ("rm migrations.txt", .allow), ("tee migrations/3.sql < a", .refuse),
        ("rm ./a/../migrations/1.sql", .refuse), ("touch migrations/4.sql", .refuse),
        ("git rm migrations/1.sql", .refuse), ("git mv migrations/1.sql a", .refuse),
    ])
    func `protected paths are neither written nor deleted`(command: String, decision: Decision) throws {
        let policy = try policy("paths: {protect: ['migrations/**']}")
        #expect(Fixture.decision(command, policy) == decision)
    }

    @Test func `a crossing names the entry and points at the words`() throws {
        let verdict = Judge(rules: Fixture.rules, policy: try policy("commands: {ask: [npm ci]}")).verdict(
            on: "cd a && npm ci")
        #expect(
            verdict.findings.map { [$0.rule, $0.area, $0.reason, $0.words] } == [
                ["policy-command", "policy", "is a command that the policy names with 'npm ci'", "npm ci"]
            ])
    }

    @Test func `policies add up`() throws {
        var policy = try policy("commands: {ask: [a]}")
        policy.add(try self.policy("commands: {refuse: [b]}\nagent: {c: d}\n"))
        #expect(Fixture.decision("a", policy) == .ask && Fixture.decision("b", policy) == .refuse)
        #expect(policy.agent?["c"]?.scalar?.text == "d")
    }

    @Test func `a second document, which nobody would look at, is a mistake`() {
        #expect(throws: SafetyError.self) { try policy("commands: {}\n---\ncommands: {refuse: [a]}\n") }
    }

    @Test func `an empty file sets no boundaries`() throws {
        #expect(try policy("").refused.isEmpty)
        #expect(try policy("# nothing\n").asked.isEmpty)
    }

    @Test func `what is wrong with a file is told with its place`() {
        let text = "commands:\n  refse: [a]\npaths: {protect: 1}\nfoo: bar\nagent: {anything: [goes]}\n"
        do throws(SafetyError) {
            _ = try Policy(reading: Array(text.utf8), path: "policy.yml")
            Issue.record("it was read")
        } catch {
            guard case .policy(let path, let bytes, let diagnostics) = error else {
                Issue.record("another error")
                return
            }
            let writer = DiagnosticText(path: path, text: bytes)
            #expect(
                diagnostics.map { writer.text(of: $0) } == [
                    """
                    policy.yml:2:3: error: unknown key 'refse' in 'commands' [unknown-key]
                      |
                    2 |   refse: [a]
                      |   ^~~~~
                      = hint: did you mean 'refuse'?

                    """,
                    """
                    policy.yml:4:1: error: unknown key 'foo' in 'policy.yml' [unknown-key]
                      |
                    4 | foo: bar
                      | ^~~
                      = hint: there are 'commands', 'paths', 'agent'

                    """,
                ])
        }
    }
}
