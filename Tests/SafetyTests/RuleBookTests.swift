import Templates
import Testing
import Workflow
import YAML

@testable import Safety

@Suite struct RuleBookTests {
    @Test func `all tables can be read, and every area has rules`() throws {
        let rules = Fixture.rules
        #expect(rules.rules.count > 150)
        #expect(Set(rules.ruleNames).count == rules.rules.count)
        for circumstance in Circumstance.allCases {
            #expect(rules.rules.contains { $0.subject == .circumstance(circumstance) }, "\(circumstance)")
        }
    }

    @Test func `reasons are parts of a sentence`() {
        for rule in Fixture.rules.rules {
            #expect(rule.reason.first?.isLowercase == true && !rule.reason.hasSuffix("."), "\(rule.name)")
            #expect(rule.name.allSatisfy { $0.isLowercase || $0 == "-" || $0.isNumber }, "\(rule.name)")
        }
    }

    @Test func `languages that rules name are those of programs`() {
        let known = Set(
            Fixture.rules.usages.flatMap { [$0.language] + $0.code.compactMap(\.language) } + ["any"])
        for rule in Fixture.rules.rules {
            #expect(rule.languages.isSubset(of: known), "\(rule.name): \(rule.languages.subtracting(known))")
        }
        #expect(Set(Fixture.rules.languages.keys).isSubset(of: known))
    }

    @Test func `a file of this project's own is no exception`() throws {
        let own = try RuleBook([
            "own": Array(
                """
                summary: own
                classes: {precious: ['@/gold/**']}
                programs: [{names: [melt], values: [-t], deletes: [operands]}]
                rules:
                  - {name: melt-gold, deletes: [precious], verdict: refuse, reason: melts gold}
                  - {name: melt-hot, programs: [melt], options: {'-t --temperature': ['/^\\d{4}/']}, verdict: ask, reason: is hot}
                """.utf8)
        ])
        let judge = Judge(rules: own)
        #expect(judge.verdict(on: "melt gold/coin").findings.map(\.rule) == ["melt-gold"])
        #expect(judge.verdict(on: "melt -t 20 tin").decision == .allow)
        #expect(judge.verdict(on: "melt -t2000 tin").findings.map(\.rule) == ["melt-hot"])
        #expect(judge.verdict(on: "melt --temp=2000 tin").findings.map(\.rule) == ["melt-hot"])
    }

    @Test func `what is wrong with a table is told with its place`() {
        let text = """
            summary: x
            rules:
              - {name: a, verdict: maybe, reason: b}
              - {name: a, verdict: ask, reason: b, flag: -f}
              - {name: c, verdict: ask}
              - {name: d, verdict: ask, reason: e, operands: ['/(/']}
            programs:
              - {names: [a], input: some}
            """
        #expect(
            diagnostics(text) == [
                "3:24 'maybe' is no value for 'verdict'", "4:40 unknown key 'flag' in a rule",
                "5:5 a rule needs 'reason'",
                "6:51 'operands': missing closing parenthesis at byte 2",
                "8:25 'some' is no value for 'input'",
            ])
    }

    @Test func `a class of paths that nobody has described is an error`() {
        let text = "summary: x\nrules: [{name: a, verdict: ask, reason: b, deletes: [hone]}]\n"
        #expect(diagnostics(text) == ["2:54 there is no class 'hone' of paths"])
    }

    private func diagnostics(_ text: String) -> [String] {
        do throws(SafetyError) {
            _ = try RuleBook(["x": Array(text.utf8)])
            return []
        } catch {
            guard case .table(_, _, let diagnostics) = error else { return [] }
            return diagnostics.map { "\($0.start.line):\($0.start.column) \($0.message)" }
        }
    }
}
