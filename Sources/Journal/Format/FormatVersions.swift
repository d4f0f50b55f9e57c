import JSON

/// The versions that a journal asks for, as SQLite's file header has them: a reader needs `read`, a writer
/// also `write`.
///
/// They are raised by events of the stream `journal/format`, so that they travel like everything else; the
/// largest of all lanes counts.
struct FormatVersions: Hashable, Sendable {
    var read = supported
    var write = supported

    /// What this program reads and writes.
    static let supported: Int64 = 1

    /// The stream and the type of the events that raise the versions.
    static let stream = "journal/format"
    static let type = "format_raised"

    /// Takes what an event of the stream says into account.
    mutating func raise(by event: Event) {
        guard event.type.description == Self.type else { return }
        read = max(read, event.data["read"]?.integerValue ?? 0)
        write = max(write, event.data["write"]?.integerValue ?? 0, read)
    }

    func requireReadable() throws(JournalError) {
        guard read <= Self.supported else { throw .newerReadFormat(read) }
    }

    func requireWritable() throws(JournalError) {
        try requireReadable()
        guard write <= Self.supported else { throw .newerWriteFormat(write) }
    }
}
