import Git
import Platform

/// The files of a repository by which Git runs programs, while an agent is at work: configuration and hooks, those
/// of its submodules and worktrees among them.
///
/// Whoever changes them runs something in the user's name at the next command. Nothing proves who it was, so
/// nothing is put back; but the run does not go on as if nothing had happened.
struct AdministrationGuard {
    private let folder: String
    /// Where `core.hooksPath` leads to, when that is elsewhere.
    private let hooksPath: String?
    private let before: [String: Entry]

    /// What has a name there.
    private enum Entry: Equatable {
        case file([UInt8], mode: UInt32)
        case link(String)
    }

    init(_ repository: borrowing Repository) {
        folder = repository.commonDirectory
        hooksPath = (try? repository.configuration())?.string("core.hooksPath").map { path in
            path.hasPrefix("/")
                ? path : "\(repository.workingDirectory ?? repository.commonDirectory)/\(path)"
        }
        before = Self.entries(in: folder, hooksPath)
    }

    /// What has changed: paths from the repository's folder.
    struct Findings {
        /// Those by which Git runs something else now.
        var dangerous: [String] = []
        /// Others.
        var harmless: [String] = []
    }

    func look() -> Findings {
        let after = Self.entries(in: folder, hooksPath)
        var findings = Findings()
        for name in Set(before.keys).union(after.keys).sorted() where before[name] != after[name] {
            if Self.isConfiguration(name), !Self.runsSomething(after[name], unlike: before[name]) {
                findings.harmless.append(name)
            } else {
                findings.dangerous.append(name)
            }
        }
        return findings
    }

    private static func isConfiguration(_ name: String) -> Bool {
        let last = name.split(separator: "/").last ?? ""
        return ["config", "config.worktree", "hooks.config", "attributes"].contains(last)
            && !name.hasPrefix("hooks")
    }

    private static func entries(in folder: String, _ hooksPath: String?) -> [String: Entry] {
        var entries: [String: Entry] = [:]
        func take(_ name: String) {
            entries[name] = entry(at: name.hasPrefix("/") ? name : "\(folder)/\(name)")
        }
        func takeAll(below name: String, depth: Int = 0) {
            let path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
            guard depth < 4, let names = try? Files.list(path) else { return take(name) }
            for child in names where !child.hasSuffix(".sample") {
                takeAll(below: "\(name)/\(child)", depth: depth + 1)
            }
        }
        for name in ["config", "config.worktree", "info/attributes", "autowrk/hooks.config"] { take(name) }
        for name in ["hooks", "hooks.autowrk", "autowrk/hooks"] { takeAll(below: name) }
        if let hooksPath { takeAll(below: hooksPath) }
        for name in (try? Files.list("\(folder)/worktrees")) ?? [] {
            take("worktrees/\(name)/config.worktree")
        }
        for module in modules(below: "modules", in: folder) {
            for name in ["config", "config.worktree", "info/attributes"] { take("\(module)/\(name)") }
            takeAll(below: "\(module)/hooks")
        }
        return entries
    }

    /// The repositories of submodules, whose names may have slashes.
    private static func modules(below name: String, in folder: String, depth: Int = 0) -> [String] {
        guard depth < 8, let names = try? Files.list("\(folder)/\(name)") else { return [] }
        if names.contains("HEAD"), names.contains("objects") {
            return [name] + modules(below: "\(name)/modules", in: folder, depth: depth + 1)
        }
        return names.flatMap { modules(below: "\(name)/\($0)", in: folder, depth: depth + 1) }
    }

    private static func entry(at path: String) -> Entry? {
        guard let status = try? Files.status(of: path, followingLinks: false) else { return nil }
        if status.isSymbolicLink { return (try? Files.linkTarget(of: path)).map { .link($0) } }
        guard status.isRegular else { return nil }
        return (try? Files.read(path)).map { .file($0, mode: status.mode) }
    }

    /// Whether a line of configuration is new that names a program, or a file with more of it.
    private static func runsSomething(_ new: Entry?, unlike old: Entry?) -> Bool {
        guard case .file(let bytes, _)? = new else { return new != nil }
        var known: Set<ArraySlice<UInt8>> = []
        if case .file(let bytes, _)? = old { known = Set(bytes.split(separator: 0x0A)) }
        return bytes.split(separator: 0x0A).contains { line in
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
