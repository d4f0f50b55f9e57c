/// Which modules each target in `Sources/` may import, directly.
///
/// The compiler's own check (`--explicit-target-dependency-import-check`) misses what arrives through
/// another target, and the manifest says nothing of system modules.
let allowedImports: [String: Set<String>] = [
    "AI": ["HTTP", "JSON", "Platform", "Synchronization", "YAML"],
    "Agents": [
        "AI", "Context", "Domain", "Engine", "Git", "JSON", "Journal", "Platform", "Safety",
        "Synchronization", "Verification", "Workflow", "YAML",
    ],
    "CLI": [
        "AI", "Agents", "Context", "Domain", "Engine", "Git", "Glibc", "HTTP", "HookScripts", "Hooks", "JSON",
        "Journal", "Platform", "Safety", "Suggestions", "Synchronization", "Templates", "Verification",
        "Workflow", "YAML",
    ],
    "Context": ["Domain", "Git", "JSON", "Patterns", "Platform", "SQLite", "Synchronization"],
    "Domain": ["Glibc", "JSON", "Markdown", "Patterns", "Platform", "YAML"],
    "Engine": [
        "CCrypto", "Domain", "Git", "Glibc", "JSON", "Journal", "Platform", "Synchronization", "Workflow",
        "YAML",
    ],
    "Hooks": ["Domain", "Engine", "Git", "HookScripts", "JSON", "Journal", "Platform"],
    "HTTP": ["CCurl", "Glibc", "Platform", "Synchronization"],
    "Git": ["CLibgit2", "Glibc", "Synchronization"],
    "JSON": ["Glibc"],
    "Journal": ["SQLite", "Git", "Glibc", "JSON", "Platform", "Synchronization"],
    "Markdown": ["CMarkGFM", "Glibc"],
    "Patterns": ["CPCRE2", "Glibc"],
    "Platform": ["CPlatform", "Glibc", "Synchronization"],
    "SQLite": ["CSQLite", "Glibc"],
    "Safety": ["Patterns", "Shell", "Workflow", "YAML"],
    "Shell": [],
    "Suggestions": ["Git", "JSON", "Journal", "Platform", "Shell", "Workflow", "YAML"],
    "Verification": [
        "Domain", "Engine", "Git", "JSON", "Journal", "Patterns", "Platform", "Synchronization", "Workflow",
        "XML", "YAML",
    ],
    "Workflow": ["JSON", "Platform", "YAML"],
    "XML": ["CExpat", "Glibc"],
    "YAML": ["CYAML"],
    "autowrk-bench": [
        "AI", "HTTP", "Synchronization", "CPlatform", "CSQLite", "Context", "Domain", "Engine", "Git",
        "Glibc", "JSON", "Journal", "Markdown",
        "Platform",
        "Workflow",
    ],
    "git-autowrk": ["CLI"],
]

/// An import that the rules do not allow, and where it stands.
struct ImportViolation: Equatable, CustomStringConvertible {
    let file: String
    let line: Int
    let module: String

    var description: String { "\(file):\(line): may not import '\(module)'" }
}

/// The imports in a source text that are not among `allowed`.
func violations(in source: String, file: String, allowed: Set<String>) -> [ImportViolation] {
    source.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
        guard let module = importedModule(in: line), !allowed.contains(module) else { return nil }
        return ImportViolation(file: file, line: index + 1, module: module)
    }
}

/// The top module that a line of Swift imports, whatever stands around the keyword: attributes, an
/// access level, a kind (`import struct A.B`), a submodule (`import A.B`).
private func importedModule(in line: Substring) -> String? {
    // Most lines are spared the regular expression, which would take seconds over the whole tree.
    guard line.contains("import") else { return nil }
    let declaration =
        #/
        \s*
        (?: @\w+ (?: \([^)]*\) )? \s+ )*
        (?: (?: public | package | internal | fileprivate | private ) \s+ )?
        import \s+
        (?: (?: typealias | struct | class | enum | protocol | let | var | func ) \s+ )?
        `? (?<module> \w+ ) .*
        /#
    guard let match = try? declaration.wholeMatch(in: line) else { return nil }
    return String(match.module)
}
