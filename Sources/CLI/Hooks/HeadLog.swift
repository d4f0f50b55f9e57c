import Platform

/// The log of what `HEAD` was (git-reflog(1)).
enum HeadLog {
    /// The message of its last entry; nil where none is kept.
    ///
    /// - Parameter folder: the folder of Git for the worktree.
    static func lastMessage(in folder: String) -> String? {
        guard let log = try? Files.read(folder + "/logs/HEAD") else { return nil }
        let lines = log.split(separator: 0x0A)
        guard let line = lines.last, let tab = line.firstIndex(of: 0x09) else { return nil }
        return String(decoding: line[line.index(after: tab)...], as: UTF8.self)
    }
}
