import Domain
import Workflow
import YAML

/// What `.autowrk/verify.yml` of a repository says.
public struct VerifyFile: Sendable, Equatable {
    /// A check of the file: what it says, on top of the detected check of the same name if there is one.
    struct Entry: Sendable, Equatable {
        var name: String
        var node: YAML.Node
    }

    /// Where it is, from the top of the tree.
    public static let path = ".autowrk/verify.yml"

    /// Whether the checks that were detected count, too.
    var extendsDetected = false
    /// Detected checks that are left out.
    var without: [(name: String, node: YAML.Node)] = []
    /// Whether a critical failure ends the verification.
    var failsFast = true
    /// Whether the order of the kinds counts; else that of the file.
    var ordersByKind = true
    var entries: [Entry] = []

    /// Whether both say the same.
    public static func == (left: VerifyFile, right: VerifyFile) -> Bool {
        left.extendsDetected == right.extendsDetected && left.failsFast == right.failsFast
            && left.ordersByKind == right.ordersByKind && left.entries == right.entries
            && left.without.map(\.name) == right.without.map(\.name)
    }

    /// Reads the file, apart from what depends on the checks that were detected.
    static func read(_ text: [UInt8], _ reader: inout DocumentReader) -> VerifyFile? {
        guard let root = reader.root(text, "'\(path)'") else { return nil }
        var file = VerifyFile()
        let keys = reader.members(
            of: root, "'\(path)'", known: ["extends", "without", "fail-fast", "order", "checks"])
        file.extendsDetected = reader.choice(keys["extends"], "'extends'", among: ["detected"]) != nil
        for node in reader.elements(keys["without"]) {
            if let name = reader.text(node, "'without'") { file.without.append((name, node)) }
        }
        if let node = keys["without"], !file.extendsDetected {
            reader.add(
                "conflicting-keys", "'without' leaves out detected checks, which are not used", at: node,
                hints: ["add 'extends: detected'"])
        }
        file.failsFast = reader.bool(keys["fail-fast"], "'fail-fast'") ?? true
        file.ordersByKind = reader.choice(keys["order"], "'order'", among: ["kind", "file"]) != "file"
        for node in reader.elements(keys["checks"]) {
            let keys = reader.members(
                of: node, "a check", known: DocumentReader.checkKeys, required: ["name"])
            guard let nameNode = keys["name"], let name = reader.text(nameNode, "'name'") else { continue }
            if file.entries.contains(where: { $0.name == name }) {
                reader.add("duplicate-name", "there is another check '\(name)'", at: nameNode)
            } else if let fault = fault(of: name) {
                reader.add("invalid-value", fault, at: nameNode)
            } else {
                file.entries.append(Entry(name: name, node: node))
            }
        }
        if file.entries.isEmpty && !file.extendsDetected && reader.diagnostics.isEmpty {
            reader.add(
                "missing-key", "there is no check", at: root,
                hints: ["add 'checks', or 'extends: detected'"])
        }
        return file
    }

    /// What is said of a file that is there and can't be read: to go on without it would check something else.
    static func unreadable(_ fault: String) -> Diagnostic {
        let place = SourcePosition(line: 1, column: 1)
        return Diagnostic(
            rule: "unreadable-file", severity: .error, message: fault, start: place, end: place, hints: [])
    }

    /// Whether it says anything that tables explain: what was detected, formats or tools.
    var needsTables: Bool {
        extendsDetected
            || entries.contains { entry in
                (entry.node.members ?? []).contains { ["output", "toolchain"].contains($0.key.scalar?.text) }
            }
    }

    /// What is wrong with a check's name, which becomes that of a file.
    private static func fault(of name: String) -> String? {
        if name.utf8.count > 80 { return "the name of a check has 80 bytes at most" }
        guard name.unicodeScalars.allSatisfy({ !$0.properties.generalCategory.isControl }) else {
            return "the name of a check has no control characters"
        }
        return nil
    }

    /// The checks that count, given those that were detected.
    func checks(
        detected: [CheckDefinition], tables: VerificationTables, _ reader: inout DocumentReader
    ) -> [CheckDefinition] {
        for (name, node) in without
        where extendsDetected && !detected.contains(where: { $0.name == name }) {
            reader.add(
                "unknown-check", "no check '\(name)' was detected", at: node,
                hints: suggestion(for: name, among: detected.map(\.name)))
        }
        let left = Set(without.map(\.name))
        var checks = extendsDetected ? detected.filter { !left.contains($0.name) } : []
        for entry in entries {
            let place = checks.firstIndex { $0.name == entry.name }
            let base =
                place.map { checks[$0] } ?? CheckDefinition(name: entry.name, kind: .custom, command: "")
            guard let check = reader.check(entry, base: base, isNew: place == nil, tables) else { continue }
            if let place { checks[place] = check } else { checks.append(check) }
        }
        return ordersByKind ? checks.sortedByKind : checks
    }
}

extension DocumentReader {
    fileprivate mutating func check(
        _ entry: VerifyFile.Entry, base: CheckDefinition, isNew: Bool, _ tables: VerificationTables
    ) -> CheckDefinition? {
        let keys = Dictionary(
            (entry.node.members ?? []).compactMap { member in
                member.key.scalar.map { ($0.text, member.value) }
            }, uniquingKeysWith: { first, _ in first })
        if isNew && keys["command"] == nil {
            add(
                "missing-key", "the check '\(entry.name)' needs 'command'", at: entry.node,
                hints: ["only a detected check can be changed without it, with 'extends: detected'"])
            return nil
        }
        var definition = base
        definition.isDetected = false
        check(keys, into: &definition)
        if let node = keys["output"] {
            definition.formats = names(elements(node), "output", tables.formatNames)
                .compactMap { tables.format($0) }
        }
        if let node = keys["patterns"] {
            definition.formats.insert(format(node, name: entry.name, isChecked: true), at: 0)
        }
        if let node = keys["toolchain"] {
            definition.tools = names(elements(node), "toolchain", tables.toolNames)
                .compactMap { tables.tool($0) }
        }
        return definition
    }

    private mutating func names(_ nodes: [YAML.Node], _ key: String, _ known: [String]) -> [String] {
        nodes.compactMap { node in choice(node, "'\(key)'", among: known) }
    }
}

extension Unicode.GeneralCategory {
    fileprivate var isControl: Bool { self == .control || self == .format || self == .lineSeparator }
}

extension [CheckDefinition] {
    /// By kind, and within a kind as they are.
    var sortedByKind: [CheckDefinition] {
        enumerated().sorted { ($0.element.kind, $0.offset) < ($1.element.kind, $1.offset) }.map(\.element)
    }
}
