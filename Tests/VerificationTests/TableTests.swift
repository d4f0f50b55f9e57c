import Domain
import Templates
import Testing
import Workflow

@testable import Verification

@Suite struct TableTests {
    @Test(arguments: Templates.verification.keys.sorted())
    func `every table can be read, and all its patterns compile`(_ name: String) throws {
        let text = try #require(Templates.verification[name])
        let (table, diagnostics) = Table.read(text, name: name, isChecked: true)
        #expect(diagnostics.map(\.message) == [])
        #expect(try #require(table).entries.isEmpty == false)
    }

    @Test func `formats and tools have one meaning each, and all that are named are there`() throws {
        let tables = Fixture.tables.tables
        let formats = tables.flatMap { $0.formats.map(\.name) }
        let tools = tables.flatMap { $0.tools.map(\.name) }
        #expect(Set(formats).count == formats.count)
        for table in tables {
            for entry in table.entries {
                for name in entry.formats { #expect(formats.contains(name), "\(table.name): \(name)") }
                for name in entry.tools { #expect(tools.contains(name), "\(table.name): \(name)") }
            }
        }
        for (name, all) in Dictionary(grouping: tables.flatMap(\.tools), by: \.name) {
            #expect(all.allSatisfy { $0 == all.first }, "tool '\(name)'")
        }
    }

    @Test func `what is wrong with a table is told with its place`() {
        let text = "summary: x\napplies: a\nchecks:\n  - name: a\n    kind: tset\n    comand: b\n"
        let (table, diagnostics) = Table.read(Array(text.utf8), name: "x", isChecked: true)
        #expect(table == nil)
        let writer = DiagnosticText(path: "x.yml", text: Array(text.utf8))
        #expect(
            diagnostics.map { writer.text(of: $0) } == [
                """
                x.yml:4:5: error: a check needs 'command' [missing-key]
                  |
                4 |   - name: a
                  |     ^~~~~~~

                """,
                """
                x.yml:5:11: error: 'tset' is no value for 'kind' [invalid-value]
                  |
                5 |     kind: tset
                  |           ^~~~
                  = hint: did you mean 'test'?

                """,
                """
                x.yml:6:5: error: unknown key 'comand' in a check [unknown-key]
                  |
                6 |     comand: b
                  |     ^~~~~~
                  = hint: did you mean 'command'?

                """,
            ])
    }
}
