import Domain
import Engine
import JSON
import Journal
import Platform
import YAML

/// An issue that somebody names: by a number, a name or a task, or as a file or standard input.
struct NamedIssue {
    /// The name of one that is recorded; nil for one that is read from a text.
    let id: IssueID?
    /// What it says.
    let issue: Issue

    /// Finds an issue or reads it; nothing is recorded.
    ///
    /// - Parameters:
    ///   - word: a number, a name, `-`, `task/<id>`, or a file.
    ///   - journal: what is known.
    init(_ word: String, in journal: inout Journal) throws(Failure) {
        id = IssueID(word)
        let text: [UInt8]
        if let id {
            text = try Self.text(of: id, named: word, in: &journal)
        } else if word.hasPrefix("task/") {
            text = try Self.text(ofTask: word, in: &journal)
        } else {
            do throws(SystemError) {
                text = word == "-" ? try StandardInput.readToEnd() : try Files.read(word)
            } catch { throw Failure(.input, error.description) }
        }
        do throws(IssueError) { issue = try Issue.parse(text) } catch {
            let place = error.position.map { ", line \($0.line)" } ?? ""
            throw Failure(
                .input, "cannot use issue '\(printable(word))'\(place): \(error.message)", hints: error.hints)
        }
    }

    private static func text(
        of id: IssueID, named word: String, in journal: inout Journal
    ) throws(Failure) -> [UInt8] {
        do throws(JournalError) {
            if let known = try IssueStore.load(id, in: &journal) { return known.text }
        } catch { throw Failure(error) }
        throw Failure(
            .usage, "there is no issue '\(printable(word))'",
            hints: [
                "name the file that it is in, or './\(printable(word))' for a file of that name",
                "'git autowrk sync' fetches those of other clones",
            ])
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
