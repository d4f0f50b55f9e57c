import Engine
import Journal
import Suggestions

/// A suggestion that was made before.
enum MadeSuggestion {
    /// The one whose name begins so.
    static func find(
        _ word: String, in journal: inout Journal
    ) throws(Failure) -> (id: SuggestionID, record: SuggestionRecord) {
        let hints = ["'git autowrk log' shows what was recorded"]
        do {
            let found = try Abbreviation.beginning(word).map { try SuggestionMemory.find($0, in: &journal) }
            let id = try Abbreviation.only(word, of: found ?? [], kind: "suggestion", hints: hints)
            guard let record = try SuggestionMemory.load(id, in: &journal) else {
                throw Failure(.usage, "there is no suggestion '\(printable(word))'", hints: hints)
            }
            return (id, record)
        } catch let error as JournalError { throw Failure(error) } catch let error as Failure {
            throw error
        } catch { preconditionFailure("no other error is thrown: \(error)") }
    }

    /// It as it stood when it was left, with its commands judged anew.
    static func table(
        _ id: SuggestionID, _ record: SuggestionRecord, _ maker: SuggestionMaker,
        _ session: borrowing Session, in journal: borrowing Journal
    ) throws(Failure) -> SuggestionSession {
        var draft = SuggestionDraft(task: record.task)
        // In the order in which they were shown: their numbers are what the user knows.
        draft.ranked = record.alternatives.map { maker.rank([$0])[0] }
        var table = SuggestionSession(draft, id, maker)
        guard !record.edits.isEmpty else { return table }
        let library = try table.library(session)
        for (index, blob) in record.edits where draft.ranked.indices.contains(index) {
            let text: [UInt8]
            do throws(JournalError) { text = try journal.attachment(blob) } catch { throw Failure(error) }
            try table.take(index, text, library)
        }
        return table
    }
}
