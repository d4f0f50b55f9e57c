public import Journal

/// The suggestions that the journal knows of.
public enum SuggestionMemory {
    /// Older ones say little about what is wanted today.
    private static let mostLooked = 500

    /// What came of the suggestions so far, the newest first.
    public static func past(in journal: inout Journal) throws(JournalError) -> [PastSuggestion] {
        var records: [SuggestionRecord] = []
        for stream in try journal.streams(startingWith: SuggestionID.prefix) {
            if let record = SuggestionRecord(try journal.events(of: stream)) { records.append(record) }
        }
        return records.sorted { $0.at > $1.at }.prefix(mostLooked).map(\.past)
    }

    /// The suggestions whose names begin so, at most a few.
    public static func find(
        _ beginning: String, in journal: inout Journal
    ) throws(JournalError) -> [SuggestionID] {
        try journal.streams(startingWith: SuggestionID.prefix + beginning, limit: 4).compactMap {
            SuggestionID($0)
        }
    }

    /// A suggestion; nil where there is none of that name.
    public static func load(
        _ id: SuggestionID, in journal: inout Journal
    ) throws(JournalError) -> SuggestionRecord? {
        SuggestionRecord(try journal.events(of: id.stream))
    }
}
