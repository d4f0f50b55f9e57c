import Git
import Journal
import Platform

/// Git's own bulk writer (git-fast-import(1)): the fastest way into a repository that Git has.
enum FastImport {
    /// Commits with these messages and empty trees as a stream for `git fast-import`, onto a new `reference`.
    static func stream(_ messages: [[UInt8]], to reference: String, by identity: Identity) -> [UInt8] {
        var stream: [UInt8] = []
        for message in messages {
            stream += "commit \(reference)\n".utf8
            stream += "committer \(identity.name) <\(identity.email)> 1790000000 +0000\n".utf8
            stream += "data \(message.count)\n".utf8
            stream += message
            stream.append(0x0A)
        }
        return stream + Array("done\n".utf8)
    }

    /// An event commit of this one event, as the journal's format has it.
    static func message(of row: Row) -> [UInt8] { Array("\(row.stream): noted\n\n\(row.line)\n".utf8) }

    /// Imports a stream into a new repository at `path`.
    ///
    /// - Returns: the seconds that it took.
    @discardableResult
    static func write(_ stream: [UInt8], to path: String, on workbench: Workbench) throws -> Double {
        _ = try Repository(creatingBareAt: path)
        let outcome = try workbench.run(
            ["git", "fast-import", "--quiet", "--done"], in: path, input: .bytes(stream))
        return outcome.milliseconds / 1000
    }
}
