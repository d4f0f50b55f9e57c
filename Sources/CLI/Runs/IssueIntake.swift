import Domain
import Engine
import Git
import Journal

/// An issue that somebody hands to a run.
struct IssueIntake {
    /// Its name.
    let id: IssueID
    /// What records it; nothing where that was done before.
    let events: [EventDraft]

    /// Takes an issue in; nothing is recorded yet.
    ///
    /// - Parameters:
    ///   - word: what names it, as for ``NamedIssue``.
    ///   - actor: who hands it in.
    ///   - journal: what is known.
    init(_ word: String, by actor: String, in journal: inout Journal) throws(Failure) {
        let named = try NamedIssue(word, in: &journal)
        if let id = named.id {
            (self.id, events) = (id, [])
            return
        }
        do {
            id = try Self.id(of: named.issue, journal.repository)
            events = try IssueStore.drafts(
                recording: named.issue, as: id, from: word, by: actor, in: &journal)
        } catch let error as GitError { throw Failure(error) } catch let error as JournalError {
            throw Failure(error)
        } catch { preconditionFailure("no other error is thrown: \(error)") }
    }

    /// Its number, or a name that follows from its text: handed in twice it is the same issue.
    private static func id(of issue: Issue, _ repository: borrowing Repository) throws(GitError) -> IssueID {
        if let id = issue.number.flatMap({ IssueID(number: $0) }) { return id }
        let blob = try repository.writeBlob(Array(issue.text.utf8))
        return IssueID(bits: UInt64(blob.hex.prefix(16), radix: 16) ?? 0)
    }
}
