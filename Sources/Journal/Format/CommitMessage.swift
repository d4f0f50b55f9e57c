/// The message of an event commit: a subject, an empty line, then one event a line.
enum CommitMessage {
    /// A commit takes further decisions until it has this many events …
    static let maximumEvents = 1000
    /// … or this many bytes of them. A reader inflates a commit as a whole.
    static let maximumBytes = 512 << 10

    /// The longest subject in characters; what `git log --oneline` shows without wrapping.
    static let subjectLimit = 72

    static func text(subject: String, lines: [UInt8]) -> [UInt8] {
        Array(subject.utf8) + [0x0A, 0x0A] + lines
    }

    /// What a commit says in its subject when nobody gave it one.
    static func subject(for events: [Event]) -> String {
        guard let first = events.first else { return "no events" }
        let what = "\(first.stream): \(first.type)".prefix(subjectLimit - 12)
        return events.count == 1 ? String(what) : "\(what) and \(events.count - 1) more"
    }

    /// A subject that is one line of printable text; nil when nothing is left of it.
    static func cleaned(subject: String) -> String? {
        let words = subject.unicodeScalars.split { $0.value <= 0x20 || $0.value == 0x7F }
        let line = words.map { String($0) }.joined(separator: " ")
        guard line.count > subjectLimit else { return line.isEmpty ? nil : line }
        return line.prefix(subjectLimit - 1) + "…"
    }

    /// Calls `line` with every line below the subject.
    ///
    /// - Throws: ``EventFormatError/noEvents`` for a message that has none, and what `line` throws.
    static func forEachLine(
        _ message: UnsafeBufferPointer<UInt8>,
        _ line: (UnsafeBufferPointer<UInt8>) throws(EventFormatError) -> Void
    ) throws(EventFormatError) {
        var rest = message[...]
        guard let end = rest.firstIndex(of: 0x0A), end + 1 < rest.endIndex, rest[end + 1] == 0x0A else {
            throw .noEvents
        }
        rest = rest[(end + 2)...]
        var isEmpty = true
        while !rest.isEmpty {
            let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
            if end > rest.startIndex {
                try line(UnsafeBufferPointer(rebasing: rest[..<end]))
                isEmpty = false
            }
            rest = rest[min(end + 1, rest.endIndex)...]
        }
        if isEmpty { throw .noEvents }
    }
}
