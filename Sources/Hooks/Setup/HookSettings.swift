import Platform

/// What Git says of hooks in a repository: its version, and where its configuration leads.
public struct HookSettings: Sendable, Equatable {
    /// A value of `core.hooksPath` and where it stands.
    public struct Path: Sendable, Equatable {
        /// The folder, `~` replaced. A relative one starts where the hook runs.
        public let value: String
        /// As Git names it: `local`, `global`, `system`, `worktree`, `command`.
        public let scope: String
        /// The file that it stands in; empty where it stands in none.
        public let file: String

        /// A value that stands somewhere.
        public init(value: String, scope: String, file: String) {
            (self.value, self.scope, self.file) = (value, scope, file)
        }
    }

    /// The first two numbers of Git's version.
    public let version: [Int]
    /// All values of `core.hooksPath`; the last one counts.
    public let paths: [Path]
    /// The hooks of ours that the configuration names, where Git knows of such.
    public let configured: [String]
    /// The files of the configuration, those that are included and those that might come to be among them.
    public let files: [String]

    /// Whether this Git knows hooks in its configuration.
    public var knowsConfiguredHooks: Bool { !version.lexicographicallyPrecedes([2, 54]) }

    /// Settings as they were found.
    public init(version: [Int], paths: [Path], configured: [String], files: [String] = []) {
        (self.version, self.paths, self.configured, self.files) = (version, paths, configured, files)
    }

    /// Asks Git.
    ///
    /// - Parameters:
    ///   - folder: the working directory or the bare repository.
    ///   - environment: what Git gets.
    public init(in folder: String, environment: [String: String]) throws(HookError) {
        let version = try Self.ask(["version"], folder, environment)
        let paths = try Self.ask(
            [
                "config", "--null", "--show-scope", "--show-origin", "--type=path", "--get-all",
                "core.hooksPath",
            ], folder, environment)
        let hooks = try Self.ask(
            ["config", "--null", "--get-regexp", #"^hook\.autowrk-.*\.event$"#], folder, environment)
        let names = try Self.ask(
            ["config", "--null", "--list", "--name-only", "--show-origin"], folder, environment)
        self.init(
            version: Self.numbers(version), paths: Self.paths(paths),
            configured: hooks.split(separator: "\0").compactMap { entry in
                entry.split(separator: "\n").last.map { String($0) }
            }, files: Self.files(names, from: folder, environment))
    }

    /// Of `git version 2.39.5`.
    private static func numbers(_ text: String) -> [Int] {
        let version = text.split(separator: " ").dropFirst(2).first ?? ""
        return version.split(separator: ".").prefix(2).compactMap { Int($0) }
    }

    /// Entries of scope, origin and value, each ended by NUL.
    private static func paths(_ text: String) -> [Path] {
        let fields = text.split(separator: "\0", omittingEmptySubsequences: false).dropLast()
        return stride(from: fields.startIndex, to: fields.endIndex - 2, by: 3).map { index in
            let origin = fields[index + 1]
            return Path(
                value: String(fields[index + 2]), scope: String(fields[index]),
                file: origin.hasPrefix("file:") ? String(origin.dropFirst(5)) : "")
        }
    }

    /// Of entries of origin and key, each ended by NUL; each file once, and the user's own also while it is not
    /// there.
    private static func files(_ text: String, from folder: String, _ environment: [String: String])
        -> [String]
    {
        let home = environment["HOME"] ?? ""
        let configuration = environment["XDG_CONFIG_HOME"] ?? "\(home)/.config"
        var files = ["\(home)/.gitconfig", "\(configuration)/git/config"]
        let fields = text.split(separator: "\0", omittingEmptySubsequences: false)
        for index in stride(from: fields.startIndex, to: fields.endIndex, by: 2)
        where fields[index].hasPrefix("file:") {
            let path = String(fields[index].dropFirst(5))
            let absolute = path.hasPrefix("/") ? path : "\(folder)/\(path)"
            if !files.contains(absolute) { files.append(absolute) }
        }
        return files
    }

    /// What Git prints; nothing when it ends with 1, as `git config` does where nothing is set.
    private static func ask(
        _ words: [String], _ folder: String, _ environment: [String: String]
    ) throws(HookError) -> String {
        let outcome: ChildOutcome
        do {
            outcome = try ChildCommand(["git"] + words, in: folder, environment: environment).run()
        } catch { throw .system(error) }
        if outcome.succeeded { return outcome.outputText }
        if words[0] == "config", outcome.ending == .exited(1) { return "" }
        throw .git(
            command: "git \(words[0])",
            message: String(outcome.errorText.split(separator: "\n").first ?? "no reason given"))
    }
}
