import Journal

/// Finds the stream that a word on the command line means.
enum Streams {
    /// The stream of this name, or the only one whose name starts with it.
    static func find(_ text: String, in journal: inout Journal) throws(Failure) -> StreamName {
        let found: [StreamName]
        do { found = try journal.streams(startingWith: text, limit: 4) } catch { throw Failure(error) }
        if let exact = found.first(where: { $0.description == text }) { return exact }
        return try Abbreviation.only(
            text, of: found, kind: "stream", hints: ["'git autowrk log' shows what there is"])
    }
}
