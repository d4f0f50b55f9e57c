import JSON
import Platform
import Testing
import Workflow

/// Every rule has a file that it lets pass, one that it does not, and what is said about that one, in
/// `Fixtures/<rule>/`.
///
/// With `AUTOWRK_RECORD` set, what is said is written down anew, and the test fails until it runs without.
@Suite struct DefinitionRuleTests {
    static let folder =
        String(#filePath.prefix(upTo: #filePath.lastIndex(of: "/") ?? #filePath.endIndex)) + "/Fixtures"

    @Test(arguments: Rule.all.map(\.name))
    func `a rule lets pass what is right`(rule: String) throws {
        let text = try Files.read("\(Self.folder)/\(rule)/ok.yml")
        let (definition, diagnostics) = Definition.read(text, name: "ok", catalogue: .example)
        let said = diagnostics.map { DiagnosticText(path: "ok.yml", text: text).text(of: $0) }
        #expect(diagnostics.isEmpty, "\(said.joined())")
        #expect(definition != nil)
    }

    @Test(arguments: Rule.all.map(\.name))
    func `a rule shows what is wrong`(rule: String) throws {
        let text = try Files.read("\(Self.folder)/\(rule)/err.yml")
        let (definition, diagnostics) = Definition.read(text, name: "err", catalogue: .example)
        #expect(diagnostics.contains { $0.rule == rule })
        #expect((definition == nil) == diagnostics.contains { $0.severity == .error })
        let writer = DiagnosticText(path: "err.yml", text: text)
        let said = diagnostics.map { writer.text(of: $0) }.joined(separator: "\n")
        let file = "\(Self.folder)/\(rule)/err.txt"
        if Environment.current()["AUTOWRK_RECORD"] != nil {
            try Files.writeAtomically(Array(said.utf8), to: file, durable: false)
            Issue.record("recorded '\(file)'")
        }
        #expect(said == String(decoding: try Files.read(file), as: UTF8.self))
    }

    @Test(arguments: [
        "too-many-steps", "unreachable-step", "unknown-workflow", "unknown-input",
        "missing-input", "unknown-context", "impossible-expression",
    ])
    func `a rule about what a definition is to do does not end the runs of it`(rule: String) throws {
        let text = try Files.read("\(Self.folder)/\(rule)/err.yml")
        let (definition, diagnostics) = Definition.read(
            text, name: "err", catalogue: .example, isStarted: true)
        #expect(definition != nil, "\(diagnostics)")
    }

    @Test(arguments: [
        "yaml-syntax", "unknown-key", "wrong-type", "invalid-id", "duplicate-id", "unknown-step",
        "needs-cycle", "unknown-action",
    ])
    func `a definition that nobody can perform is not read for a run either`(rule: String) throws {
        let text = try Files.read("\(Self.folder)/\(rule)/err.yml")
        #expect(Definition.read(text, name: "err", catalogue: .example, isStarted: true).0 == nil)
    }

    @Test func `every folder of cases is a rule's`() throws {
        let folders = try Files.list(Self.folder).filter { !$0.contains(".") }
        #expect(Set(folders) == Set(Rule.all.map(\.name)))
        #expect(Set(Rule.all.map(\.name)).count == Rule.all.count)
    }
}

extension Catalogue {
    /// What the cases may refer to.
    static let example = Catalogue(
        actions: [
            ActionSignature(
                name: "branch.create", summary: "Makes a branch.",
                inputs: [.init("name", "Its name.", isRequired: true), .init("from", "Where it starts.")],
                outputs: ["branch", "commit"]),
            ActionSignature(
                name: "commit", summary: "Commits the changes.",
                inputs: [.init("message", "Its message.", isRequired: true), .init("branch", "Its branch.")],
                outputs: ["commit"]),
            ActionSignature(
                name: "note", summary: "Writes a note.",
                inputs: [.init("text", "Its text.", isRequired: true)]),
        ],
        workflows: [
            Workflow(name: "other", inputs: [], outputs: []),
            Workflow(
                name: "ship",
                inputs: [
                    InputDefinition(name: "version", isRequired: true),
                    InputDefinition(name: "level", isRequired: true, defaultValue: "low"),
                ], outputs: ["url"]),
            Workflow(name: "unspecified"),
        ])
}
