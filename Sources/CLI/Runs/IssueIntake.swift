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
    /// What was taken out of its text.
    let findings: [SecretFinding]

    /// Takes an issue in; nothing is recorded yet.
    ///
    /// - Parameters:
    ///   - word: what names it, as for ``NamedIssue``.
    ///   - actor: who hands it in.
    ///   - secrets: those whose values are known.
    ///   - journal: what is known.
    init(
        _ word: String, by actor: String, _ secrets: Secrets, in journal: inout Journal
    ) throws(Failure) {
        let named = try NamedIssue(word, secrets, in: &journal)
        findings = named.findings
        if let id = named.id {
            (self.id, events) = (id, [])
            return
        }
        do {
            id = try Self.id(of: named, journal.repository)
            events = try IssueStore.drafts(
                recording: named.issue, as: id, from: word, by: actor, in: &journal)
        } catch let error as GitError { throw Failure(error) } catch let error as JournalError {
            throw Failure(error)
        } catch { preconditionFailure("no other error is thrown: \(error)") }
    }

    /// An issue that is recorded, by its name; nil where there is none of that name.
    init?(recorded word: String, in journal: inout Journal) throws(Failure) {
        guard let id = IssueID(word) else { return nil }
        do throws(JournalError) {
            guard try IssueStore.load(id, in: &journal) != nil else { return nil }
        } catch { throw Failure(error) }
        (self.id, events, findings) = (id, [], [])
    }

    /// Its number, or a name that follows from its text or, for a task, from where that is recorded: handed in
    /// twice it is the same issue.
    private static func id(
        of named: NamedIssue, _ repository: borrowing Repository
    ) throws(GitError) -> IssueID {
        if let id = named.issue.number.flatMap({ IssueID(number: $0) }) { return id }
        let text = named.task?.description ?? named.issue.text
        let blob = try repository.name(ofObject: Array(text.utf8), as: .blob)
        return IssueID(bits: UInt64(blob.hex.prefix(16), radix: 16) ?? 0)
    }
}
