import Domain
import Engine
import Git
import JSON
import Journal
import Platform
import YAML

/// An issue that somebody hands to a run: from a file, from standard input, from a task, or one that is
/// recorded already.
struct IssueIntake {
    /// Its name.
    let id: IssueID
    /// What records it; nothing where that was done before.
    let events: [EventDraft]

    /// Takes an issue in; nothing is recorded yet.
    ///
    /// - Parameters:
    ///   - word: a number, a name, `-`, `task/<id>`, or a file.
    ///   - actor: who hands it in.
    ///   - journal: what is known.
    init(_ word: String, by actor: String, in journal: inout Journal) throws(Failure) {
        if let id = IssueID(word) {
            let isKnown: Bool
            do { isKnown = try IssueStore.load(id, in: &journal) != nil } catch { throw Failure(error) }
            guard isKnown else {
                throw Failure(
                    .usage, "there is no issue '\(printable(word))'",
                    hints: [
                        "name the file that it is in, or './\(printable(word))' for a file of that name",
                        "'git autowrk sync' fetches those of other clones",
                    ])
            }
            (self.id, events) = (id, [])
            return
        }
        let isTask = word.hasPrefix("task/")
        let text = isTask ? try Self.text(ofTask: word, in: &journal) : try Array(Session.text(of: word).utf8)
        let issue: Issue
        do throws(IssueError) { issue = try Issue.parse(text) } catch {
            let place = error.position.map { ", line \($0.line)" } ?? ""
            throw Failure(
                .input, "cannot use issue '\(printable(word))'\(place): \(error.message)", hints: error.hints)
        }
        do {
            id = try Self.id(of: issue, journal.repository)
            events = try IssueStore.drafts(
                recording: issue, as: id, from: word, by: actor, in: &journal)
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

    /// What the events of a task say: the newest title and text.
    private static func text(ofTask word: String, in journal: inout Journal) throws(Failure) -> [UInt8] {
        let stream = try Streams.find(word, in: &journal)
        var (title, text) = ("", "")
        do throws(JournalError) {
            for event in try journal.events(of: stream) {
                title = event.data["title"]?.stringValue ?? title
                let body = ["text", "body", "description"].lazy.compactMap { event.data[$0]?.stringValue }
                text = body.first ?? text
            }
        } catch { throw Failure(error) }
        return Array((title.isEmpty ? text : "# \(title)\n\n\(text)").utf8)
    }
}
