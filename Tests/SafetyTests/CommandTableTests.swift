import Safety
import Testing

/// The table of commands, dangerous and harmless.
@Suite struct CommandTableTests {
    @Test func `all that is dangerous is refused or asked about, with words and reasons`() throws {
        let commands = try Fixture.commands("commands.yml")
        let (refused, asked) = (commands[.refuse] ?? [], commands[.ask] ?? [])
        #expect(refused.count + asked.count >= 1500)
        for command in refused { #expect(try judged(command) == .refuse, "\(command)") }
        for command in asked { #expect(try judged(command) != .allow, "\(command)") }
    }

    @Test func `at most one harmless command in fifty is asked about, and none is refused`() throws {
        let harmless = try Fixture.commands("commands.yml")[.allow] ?? []
        #expect(harmless.count >= 1000)
        let asked = try harmless.filter { try judged($0) != .allow }
        #expect(asked.count * 50 <= harmless.count, "\(asked)")
        for command in asked { #expect(Fixture.decision(command) == .ask, "\(command)") }
    }

    @Test func `the beginning of a command is judged as well, whatever it is`() throws {
        for commands in try Fixture.commands("commands.yml").values {
            for command in commands {
                let bytes = Array(command.utf8)
                guard bytes.count > 40 else { continue }
                _ = Fixture.judge.verdict(on: Array(bytes[..<(bytes.count * 2 / 3)]))
            }
        }
    }

    /// What is said of a command, once each finding points at a part of it.
    private func judged(_ command: String) throws -> Decision {
        let verdict = Fixture.judge.verdict(on: command)
        let bytes = Array(command.utf8)
        for finding in verdict.findings {
            try #require(String(decoding: bytes[finding.range], as: UTF8.self) == finding.words)
            try #require(
                !finding.words.isEmpty && !finding.reason.isEmpty && !finding.area.isEmpty, "\(command)")
        }
        return verdict.decision
    }
}
