import Platform

/// The replica's name as it is kept in a file, with what tells a clone from its copy.
///
/// Two clones with one name would both move the same lane. A copy of a repository folder has a folder
/// `autowrk` with another inode and another time of birth, so a name that was copied along does not count.
/// A disk image copied as a whole can't be told apart here; the next sync finds it.
struct ReplicaRecord: Equatable {
    let replica: ReplicaID
    /// The inode of the folder that holds the file.
    let inode: UInt64
    /// When that folder was made, in nanoseconds since 1970; 0 where the file system does not know.
    let birth: Int64

    /// The record that names `replica` for the folder as it is now.
    init(replica: ReplicaID, folder: String) throws(JournalError) {
        let status: FileStatus
        do { status = try Files.status(of: folder) } catch { throw .system(error) }
        (self.replica, inode, birth) = (replica, status.inode, status.birthNanoseconds ?? 0)
    }

    /// Reads what a file says: the name, inode and birth in one line. Nil when it is not of this form.
    init?(text: [UInt8]) {
        let words = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard words.count == 3, let replica = ReplicaID(String(words[0])), let inode = UInt64(words[1]),
            let birth = Int64(words[2])
        else { return nil }
        (self.replica, self.inode, self.birth) = (replica, inode, birth)
    }

    var text: String { "\(replica) \(inode) \(birth)\n" }

    /// The replica that `directory` belongs to; nil when it has none yet or was copied.
    static func read(_ directory: StateDirectory) throws(JournalError) -> ReplicaID? {
        guard Files.exists(directory.replica) else { return nil }
        let text: [UInt8]
        do { text = try Files.read(directory.replica) } catch { throw .system(error) }
        guard let record = ReplicaRecord(text: text) else { return nil }
        let now = try ReplicaRecord(replica: record.replica, folder: directory.path)
        return now == record ? record.replica : nil
    }

    /// Gives the clone a new name. Whoever calls holds the lane's lock.
    static func renew(_ directory: StateDirectory) throws(JournalError) -> ReplicaID {
        var generator = SystemRandomNumberGenerator()
        let record = try ReplicaRecord(replica: ReplicaID(using: &generator), folder: directory.path)
        do {
            try Files.writeAtomically(Array(record.text.utf8), to: directory.replica, durable: true)
        } catch { throw .system(error) }
        return record.replica
    }
}
