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
        var failure: Failure?
        do throws(JournalError) {
            try journal.forEachLine(of: stream) { line in
                do throws(Failure) {
                    if hasSchema, let object = try? JSON(parsing: line).objectValue {
                        try session.print(object)
                    } else {
                        try session.write(Array(line) + [0x0A])
                    }
                    return true
                } catch {
                    failure = error
                    return false
                }
            }
        } catch { throw Failure(error) }
        if let failure { throw failure }
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
