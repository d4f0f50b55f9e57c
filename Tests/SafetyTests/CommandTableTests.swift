import Safety
import Testing

/// The table of commands, dangerous and harmless.
@Suite struct CommandTableTests {
    @Test func `all that is dangerous is refused or asked about`() throws {
        let commands = try Fixture.commands("commands.yml")
        let (refused, asked) = (commands[.refuse] ?? [], commands[.ask] ?? [])
        #expect(refused.count + asked.count >= 300)
        for command in refused { #expect(Fixture.decision(command) == .refuse, "\(command)") }
        for command in asked { #expect(Fixture.decision(command) != .allow, "\(command)") }
    }

    @Test func `at most one harmless command in fifty is asked about, and none is refused`() throws {
        let harmless = try Fixture.commands("commands.yml")[.allow] ?? []
        #expect(harmless.count >= 200)
        let asked = harmless.filter { Fixture.decision($0) != .allow }
        #expect(asked.count * 50 <= harmless.count, "\(asked)")
        for command in asked { #expect(Fixture.decision(command) == .ask, "\(command)") }
    }

    @Test func `every finding points at a part of the command, and says why`() throws {
        for (decision, commands) in try Fixture.commands("commands.yml") where decision != .allow {
            for command in commands {
                let bytes = Array(command.utf8)
                for finding in Fixture.judge.verdict(on: command).findings {
                    #expect(String(decoding: bytes[finding.range], as: UTF8.self) == finding.words)
                    #expect(
                        !finding.words.isEmpty && !finding.reason.isEmpty && !finding.area.isEmpty,
                        "\(command)")
                }
            }
        }
    }

    @Test func `the beginning of any command is judged as well, whatever it is`() throws {
        for commands in try Fixture.commands("commands.yml").values {
            for command in commands {
                let bytes = Array(command.utf8)
                for end in stride(from: 5, to: bytes.count, by: 29) {
                    _ = Fixture.judge.verdict(on: Array(bytes[..<end]))
                }
            }
        }
    }
}
