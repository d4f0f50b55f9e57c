import Domain
import Workflow
import YAML

/// Reads what tables and `.autowrk/verify.yml` say of a check in the same words.
extension DocumentReader {
    /// The keys of a check, wherever it stands.
    static let checkKeys = [
        "name", "kind", "command", "critical", "timeout", "paths", "env", "junit", "output", "patterns",
        "empty-status", "toolchain", "working-directory",
    ]

    /// Fills in what the keys say; what is not there stays as it is.
    mutating func check(_ keys: [String: YAML.Node], into check: inout CheckDefinition) {
        if let kind = choice(keys["kind"], "'kind'", among: CheckKind.allCases.map(\.rawValue)) {
            check.kind = CheckKind(rawValue: kind) ?? check.kind
        }
        check.command = text(keys["command"], "'command'") ?? check.command
        check.isCritical = bool(keys["critical"], "'critical'") ?? check.isCritical
        check.timeLimit = duration(keys["timeout"], "'timeout'") ?? check.timeLimit
        if keys["paths"] != nil { check.paths = texts(keys["paths"], "'paths'") }
        for (name, node) in names(keys["env"], "'env'") {
            guard Self.isVariable(name) else {
                add("invalid-value", "'\(name)' is no name of a variable", at: node)
                continue
            }
            guard let value = node.scalar?.text else {
                add("wrong-type", "the value of '\(name)' must be a text", at: node)
                continue
            }
            check.environment[name] = value
        }
        if keys["junit"] != nil { check.reports = reports(keys["junit"]) }
        for node in elements(keys["empty-status"]) {
            if case .integer(let status)? = node.scalar?.value, (1...255).contains(status) {
                check.emptyStatuses.append(Int(status))
            } else {
                add("invalid-value", "'empty-status' must be from 1 to 255", at: node)
            }
        }
        if let node = keys["working-directory"], let folder = text(node, "'working-directory'") {
            check.folder = self.folder(folder, node) ?? check.folder
        }
    }

    /// Where reports are: within the folder, as only that is the check's own.
    private mutating func reports(_ node: YAML.Node?) -> [String] {
        elements(node).compactMap { node in
            guard let text = text(node, "'junit'") else { return nil }
            if !text.hasPrefix("/") && !text.split(separator: "/").contains("..") { return text }
            add(
                "invalid-value", "'\(text)' is not within the folder of the check", at: node,
                hints: ["a runner that takes any path can write to $AUTOWRK_JUNIT"])
            return nil
        }
    }

    private mutating func folder(_ text: String, _ node: YAML.Node) -> String? {
        let parts = text.split(separator: "/").filter { $0 != "." }
        guard !text.hasPrefix("/"), !parts.contains("..") else {
            add("invalid-value", "'\(text)' is not within the repository", at: node)
            return nil
        }
        return parts.joined(separator: "/")
    }

    private static func isVariable(_ name: String) -> Bool {
        guard let first = name.utf8.first else { return false }
        let isLetter = { (byte: UInt8) in (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F }
        return isLetter(first) && name.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) }
    }

    /// Patterns for output, by their keys.
    mutating func format(_ node: YAML.Node, name: String, isChecked: Bool) -> OutputFormat {
        let keys = members(
            of: node, "a format",
            known: [
                "counts", "add-up", "passed", "failed", "skipped", "empty", "empty-failure", "missing",
                "begin", "from", "to", "lines",
            ])
        var format = OutputFormat(name: name)
        format.addsUp = bool(keys["add-up"], "'add-up'") ?? false
        let places: [(String, WritableKeyPath<OutputFormat, [String]>)] = [
            ("counts", \.counts), ("passed", \.passed), ("failed", \.failed), ("skipped", \.skipped),
            ("empty", \.empty), ("empty-failure", \.emptyFailure), ("missing", \.missing),
            ("begin", \.begin), ("from", \.from), ("to", \.to), ("lines", \.lines),
        ]
        for (key, place) in places {
            format[keyPath: place] = patterns(keys[key], "'\(key)'", isChecked: isChecked)
        }
        return format
    }
}
