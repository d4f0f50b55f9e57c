import Git
import Platform

/// The log of what `HEAD` was (git-reflog(1)).
enum HeadLog {
    /// The message of the last entry that led to a commit; nil where there is none.
    ///
    /// - Parameters:
    ///   - commit: where the entry led to.
    ///   - folder: the folder of Git for the worktree.
    static func message(of commit: ObjectID, in folder: String) -> String? {
        guard let log = try? end(of: folder + "/logs/HEAD") else { return nil }
        let id = Array(commit.hex.utf8)
        // A line begins with the old and the new id, each of 40 digits.
        let line = log.split(separator: 0x0A).last { $0.dropFirst(41).starts(with: id) }
        guard let line, let tab = line.firstIndex(of: 0x09) else { return nil }
        return String(decoding: line[line.index(after: tab)...], as: UTF8.self)
    }

    /// The last lines of a log, which may be long; of what is asked for, the last entries tell.
    private static func end(of path: String) throws(SystemError) -> ArraySlice<UInt8> {
        let file = try RandomAccessFile(reading: path)
        let size = Int(try Files.status(of: path).size)
        let start = max(0, size - 64 << 10)
        let bytes = try file.read(size - start, at: start)
        // The first line may be cut off.
        return start == 0 ? bytes[...] : bytes.drop { $0 != 0x0A }
    }
}
