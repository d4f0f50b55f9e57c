import Journal

/// Finds the stream that a word on the command line means.
enum Streams {
    /// The stream of this name, or the only one whose name starts with it.
    static func find(_ text: String, in journal: inout Journal) throws(Failure) -> StreamName {
        let found: [StreamName]
        do { found = try journal.streams(startingWith: text, limit: 4) } catch { throw Failure(error) }
        if let exact = found.first(where: { $0.description == text }) { return exact }
        guard let first = found.first else {
            throw Failure(
                .usage, "there is no stream '\(printable(text))'",
                hints: ["'git autowrk log' shows what there is"])
        }
        guard found.count == 1 else {
            let names = found.prefix(3).map(\.description).joined(separator: ", ")
            throw Failure(
                .usage, "'\(printable(text))' is the beginning of several streams",
                hints: [names + (found.count > 3 ? ", …" : "")])
        }
        return first
    }
}
