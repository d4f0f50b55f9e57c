import Git
import Platform

/// The files of a repository by which Git runs programs, while an agent is at work: configuration and hooks.
///
/// Whoever changes them runs something in the user's name at the next command. Nothing proves who it was, so
/// nothing is put back; but the run does not go on as if nothing had happened.
struct AdministrationGuard {
    private let folder: String
    private let before: [String: [UInt8]]

    init(_ repository: borrowing Repository) {
        folder = repository.commonDirectory
        before = Self.files(in: folder)
    }

    /// What has changed: paths from the repository's folder.
    struct Findings {
        /// Those by which Git runs something else now.
        var dangerous: [String] = []
        /// Others.
        var harmless: [String] = []
    }

    func look() -> Findings {
        let after = Self.files(in: folder)
        var findings = Findings()
        for name in Set(before.keys).union(after.keys).sorted() where before[name] != after[name] {
            if name.hasPrefix("hooks/") || Self.runsSomething(after[name] ?? [], unlike: before[name] ?? []) {
                findings.dangerous.append(name)
            } else {
                findings.harmless.append(name)
            }
        }
        return findings
    }

    private static func files(in folder: String) -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        let hooks = ((try? Files.list("\(folder)/hooks")) ?? []).filter { !$0.hasSuffix(".sample") }
        for name in ["config", "config.worktree", "info/attributes"] + hooks.map({ "hooks/\($0)" }) {
            files[name] = try? Files.read("\(folder)/\(name)")
        }
        return files
    }

    /// Whether a line of configuration is new that names a program, or a file with more of it.
    private static func runsSomething(_ new: [UInt8], unlike old: [UInt8]) -> Bool {
        let known = Set(old.split(separator: 0x0A))
        return new.split(separator: 0x0A).contains { line in
            guard !known.contains(line) else { return false }
            let text = String(decoding: line, as: UTF8.self).lowercased()
            return words.contains { text.contains($0) }
        }
    }

    private static let words = [
        "hookspath", "fsmonitor", "sshcommand", "askpass", "editor", "pager", "program", "command", "helper",
        "proxy", "textconv", "driver", "clean", "smudge", "process", "[alias", "[filter", "[credential",
        "[url", "[include", "[includeif", "insteadof", "hook",
    ]
}
