import JSON
import Journal
import Platform

/// How events are printed.
enum EventOutput {
    /// Writes events as they stand in the journal, one a line.
    ///
    /// - Parameter hasSchema: whether each gets a member with the number of the schema, as all JSON that is
    ///   made for programs.
    static func writeLines(
        of stream: StreamName?, from journal: inout Journal, to session: inout Session, hasSchema: Bool
    ) throws(Failure) {
        try forEachLine(of: stream, in: &journal) { (line) throws(Failure) in
            try session.write(hasSchema ? Array(document(line).utf8) : Array(line))
            try session.write("\n")
            return true
        }
    }

    /// Hands out the lines of events, to a body that may fail where the output does.
    ///
    /// - Parameter body: false ends the walk.
    static func forEachLine(
        of stream: StreamName?, newestFirst: Bool = false, in journal: inout Journal,
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Bool
    ) throws(Failure) {
        var failure: Failure?
        do throws(JournalError) {
            try journal.forEachLine(of: stream, newestFirst: newestFirst) { line in
                do throws(Failure) {
                    return try body(line)
                } catch {
                    failure = error
                    return false
                }
            }
        } catch { throw Failure(error) }
        if let failure { throw failure }
    }

    /// The event with the number of the schema; members that this program does not know are kept.
    static func document(_ line: UnsafeBufferPointer<UInt8>) -> String {
        Session.document((try? JSON(parsing: line).objectValue) ?? [:])
    }

    /// One event on one line for people: when, what, who, and the data as far as the line goes.
    static func line(for event: Event, width: Int?, usesColour: Bool) -> String {
        let time = event.at.iso8601.prefix(19).replacing("T", with: " ")
        var data = event.data.members.isEmpty ? "" : JSON.object(event.data).canonical
        if !event.attachments.isEmpty {
            let names = "[\(event.attachments.keys.sorted().joined(separator: " "))]"
            data = data.isEmpty ? names : "\(names) \(data)"
        }
        data = harmless(data)
        let head = "\(time)  \(event.stream)  \(event.type)  \(printable(event.actor))"
        if let width {
            let room = max(0, width - head.displayWidth - 2)
            if data.displayWidth > room { data = data.prefix(displayWidth: max(0, room - 1)) + "…" }
        }
        guard usesColour else { return data.isEmpty ? head : "\(head)  \(data)" }
        let coloured =
            "\u{1B}[2m\(time)\u{1B}[m  \u{1B}[36m\(event.stream)\u{1B}[m  \u{1B}[1m\(event.type)\u{1B}[m"
        return "\(coloured)  \(printable(event.actor))  \u{1B}[2m\(data)\u{1B}[m"
    }
}
