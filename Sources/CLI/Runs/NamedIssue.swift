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
    /// The stream of the task that it is; nil for one that is none.
    let task: StreamName?
    /// What it says.
    let issue: Issue
    /// What was taken out of the text that it was read from.
    private(set) var findings: [SecretFinding] = []

    /// Finds an issue or reads it; nothing is recorded.
    ///
    /// - Parameters:
    ///   - word: a number, a name or the beginning of one, `-`, `task/<id>`, or a file.
    ///   - secrets: those whose values are known; an issue with one of them is left as it is, to be refused.
    ///   - journal: what is known.
    init(_ word: String, _ secrets: Secrets, in journal: inout Journal) throws(Failure) {
        let exact = IssueID(word)
        id = if let exact { exact } else { try Self.find(word, in: &journal) }
        task = word.hasPrefix("task/") ? try Streams.find(word, in: &journal) : nil
        var text: [UInt8]
        if let id {
            text = try Self.text(of: id, named: word, in: &journal)
        } else if let task {
            text = try Self.text(of: task, in: &journal)
        } else {
            text = try NamedText.read(
                word, atMost: Issue.longestText, "the issue",
                hints: ["keep what is asked for, and attach logs as files"])
        }
        if id == nil, !KnownShapes.scan.findings(in: text).isEmpty {
            let original = String(decoding: text, as: UTF8.self)
            if secrets.name(in: original) == nil {
                let masked = KnownShapes.scan.mask(original)
                (text, findings) = (Array(masked.text.utf8), masked.findings)
            }
        }
        do throws(IssueError) { issue = try Issue.parse(text) } catch {
            let place = error.position.map { ", line \($0.line)" } ?? ""
            throw Failure(
                .input, "cannot use issue '\(printable(word))'\(place): \(error.message)", hints: error.hints)
        }
    }

    /// The issue whose name begins so, where no file is called that; nil where there is none.
    private static func find(_ word: String, in journal: inout Journal) throws(Failure) -> IssueID? {
        guard word != "-", !Files.exists(word), let name = Abbreviation.beginning(word) else { return nil }
        let found: [IssueID]
        do throws(JournalError) {
            found = try journal.streams(startingWith: "issue/\(name)", limit: 4).compactMap {
                IssueID(String($0.description.dropFirst("issue/".count)))
            }
        } catch { throw Failure(error) }
        if found.isEmpty { return nil }
        return try Abbreviation.only(word, of: found, kind: "issue", hints: [])
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

    /// What the events of a task say, the newest of each: its title and text, and as front matter what else is
    /// known of it.
    private static func text(
        of task: StreamName, in journal: inout Journal
    ) throws(Failure) -> [UInt8] {
        var known = JSON.Object()
        do throws(JournalError) {
            for event in try journal.events(of: task) {
                for (name, value) in event.data.members where value != .null { known[name] = value }
            }
        } catch { throw Failure(error) }
        let body = ["text", "body", "description"].lazy.compactMap { known[$0]?.stringValue }.first ?? ""
        // A value of JSON is one of YAML, too.
        let matter = ["number", "title", "labels", "author"].compactMap { name in
            known[name].map { "\(name): \($0.canonical)\n" }
        }
        return Array((matter.isEmpty ? body : "---\n\(matter.joined())---\n\n\(body)").utf8)
    }
}
