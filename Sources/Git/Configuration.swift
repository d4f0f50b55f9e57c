import CLibgit2

/// What `git config` says at one moment: system, user, repository and worktree files with their includes.
///
/// A plain value: reading it touches no file. `git -c` and `GIT_CONFIG_COUNT` aren't part of it.
public struct Configuration: Sendable, Equatable {
    /// Values by normalised name, from the lowest to the highest precedence.
    private let values: [String: [String]]

    init(_ entries: [ConfigurationEntry]) {
        values = Dictionary(grouping: entries, by: \.name).mapValues { $0.map(\.value) }
    }

    /// The configuration that somebody else has put together, from the lowest to the highest precedence.
    public init(_ pairs: some Sequence<(key: String, value: String)>) {
        values = Dictionary(grouping: pairs) { Self.normalised($0.key) }.mapValues { $0.map(\.value) }
    }

    /// The value that wins; section and last part of the name compare without case, as in Git.
    public func string(_ key: String) -> String? { strings(key).last }

    /// All values of a name that may stand more than once (`remote.origin.fetch`), lowest precedence first.
    public func strings(_ key: String) -> [String] { values[Self.normalised(key)] ?? [] }

    /// `true`, `yes`, `on`, `1` and a name without a value are true; `nil` when unset or not a boolean.
    public func bool(_ key: String) -> Bool? { Self.bool(string(key)) }

    /// A whole number with Git's suffixes `k`, `m`, `g` (powers of 1024); `nil` when unset or not a number.
    public func int(_ key: String) -> Int64? {
        guard let text = string(key) else { return nil }
        var number: Int64 = 0
        return git_config_parse_int64(&number, text) == 0 ? number : nil
    }

    /// The names of the remotes, sorted: every `<name>` of a `remote.<name>.url`.
    public var remotes: [String] { names(between: "remote.", and: ".url") }

    /// The names that are configured between two parts of a key, sorted: `origin` of `remote.origin.url`.
    ///
    /// - Parameters:
    ///   - prefix: with its point, as in `remote.`; the section in lower case.
    ///   - suffix: with its point, as in `.url`; in lower case.
    public func names(between prefix: String, and suffix: String) -> [String] {
        values.keys.compactMap { key in
            guard key.hasPrefix(prefix), key.hasSuffix(suffix),
                key.utf8.count > prefix.utf8.count + suffix.utf8.count
            else { return nil }
            return String(key.dropFirst(prefix.count).dropLast(suffix.count))
        }
        .sorted()
    }

    static func bool(_ text: String?) -> Bool? {
        guard let text else { return nil }
        var value: Int32 = 0
        return git_config_parse_bool(&value, text) == 0 ? value != 0 : nil
    }

    /// `Section.Sub.Name` as `section.Sub.name`: the middle part keeps its case.
    private static func normalised(_ key: String) -> String {
        guard let first = key.firstIndex(of: "."), let last = key.lastIndex(of: ".") else {
            return key.lowercased()
        }
        return key[..<first].lowercased() + key[first..<last] + key[last...].lowercased()
    }
}

extension Repository {
    /// Reads all configuration files anew.
    public func configuration() throws(GitError) -> Configuration {
        let shared = try Handle<Owned.ConfigurationFile> { git_repository_config_snapshot($0, pointer) }
        var entries = try ConfigurationEntry.all(in: shared.pointer)
        let usesWorktreeFile = Configuration(entries).bool("extensions.worktreeConfig") ?? false
        if usesWorktreeFile { entries += try worktreeEntries() }
        return Configuration(entries)
    }

    /// libgit2 1.5 doesn't know `config.worktree`, which has the last word where it is in use.
    private func worktreeEntries() throws(GitError) -> [ConfigurationEntry] {
        let path = gitDirectory + "/config.worktree"
        do throws(GitError) {
            let file = try Handle<Owned.ConfigurationFile> { git_config_open_ondisk($0, path) }
            return try ConfigurationEntry.all(in: file.pointer)
        } catch {
            if error.kind == .notFound { return [] }
            throw error
        }
    }
}

/// One line of one configuration file.
struct ConfigurationEntry {
    /// Normalised by libgit2: section and last part in lower case.
    let name: String
    /// `true` for a name without a value.
    let value: String
    /// Whether it stands in the repository's own file.
    let isLocal: Bool

    /// All entries, lowest precedence first.
    static func all(in config: OpaquePointer) throws(GitError) -> [ConfigurationEntry] {
        let iterator = try Handle<Owned.ConfigurationIterator> { git_config_iterator_new($0, config) }
        var entries: [ConfigurationEntry] = []
        var entry: UnsafeMutablePointer<git_config_entry>?
        while true {
            let code = git_config_next(&entry, iterator.pointer)
            if code == GIT_ITEROVER.rawValue { return entries }
            try check(code)
            guard let line = entry?.pointee, let name = line.name else { continue }
            entries.append(
                ConfigurationEntry(
                    name: String(cString: name), value: line.value.map { String(cString: $0) } ?? "true",
                    isLocal: line.level == GIT_CONFIG_LEVEL_LOCAL))
        }
    }
}
