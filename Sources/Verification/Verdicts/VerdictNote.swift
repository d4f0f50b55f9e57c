public import Domain
import Engine
public import Git

/// Writes verdicts as notes on commits, for `git log --notes=autowrk`.
public enum VerdictNote {
    /// Others may write notes at the same time.
    private static let attempts = 20

    /// Puts a verdict into the note on a commit; what else stands there is kept.
    ///
    /// - Parameters:
    ///   - verdict: what is to be said.
    ///   - commit: what it is said of.
    ///   - author: who stands in the notes' history.
    ///   - repository: where the notes are.
    public static func write(
        _ verdict: Verdict, on commit: ObjectID, author: Signature, in repository: borrowing Repository
    ) throws(GitError) {
        var attempt = 1
        while true {
            do throws(GitError) {
                let old = try repository.note(at: Notes.reference, for: commit) ?? ""
                let new = merged(old, verdict)
                if new == old { return }
                try repository.writeNotes(
                    at: Notes.reference, [commit: new], author: author,
                    message: "autowrk: verdict on \(commit.hex.prefix(10))")
                return
            } catch {
                guard error.kind == .modified || error.kind == .locked, attempt < attempts else {
                    throw error
                }
                attempt += 1
            }
        }
    }

    /// A note's text with a verdict in the place of the one that was there, else in front.
    static func merged(_ note: String, _ verdict: Verdict) -> String {
        var lines = note.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        guard let place = place(in: lines) else {
            return verdict.note + (note.isEmpty ? "" : "\n" + note)
        }
        lines.replaceSubrange(place, with: verdict.note.split(separator: "\n").map { String($0) })
        return lines.joined(separator: "\n")
    }

    /// The lines of the paragraph that a verdict has made: its headline, and one for each check.
    private static func place(in lines: [String]) -> Range<Int>? {
        for start in lines.indices where start == 0 || lines[start - 1].isEmpty {
            guard Verdict.isNoteTitle(lines[start]) else { continue }
            let end = lines[(start + 1)...].firstIndex { !$0.hasPrefix("- ") } ?? lines.endIndex
            if end > start + 1 { return start..<end }
        }
        return nil
    }
}
