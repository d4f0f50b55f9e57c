import Domain
import Engine
import Git
import Journal
import Platform

/// `post-rewrite`: after an amend or a rebase, notes follow to the commits that took the place of others, and
/// the branch's move is recorded.
///
/// A note says what checks said about a tree, so it follows only where the tree has stayed the same.
enum PostRewriteHook {
    static let run: HookCommand.Body = { (session, arguments) throws(Failure) in
        let cause: BranchMove.Cause = arguments.first == "amend" ? .amend : .rebase
        let text: String
        do throws(SystemError) {
            text = String(decoding: try StandardInput.readToEnd(), as: UTF8.self)
        } catch { throw Failure(error) }
        var journal = try session.openJournal()
        let pairs = text.split(separator: "\n").compactMap { Rewriting($0) }
        try moveNotes(pairs, journal.repository, session.identity(in: journal), session.time.now())
        var head = try HookHead(arguments.dropFirst(), in: journal.repository)
        // An amend on a detached HEAD comes back to no branch.
        if head == nil, cause == .rebase {
            head = HookHead(
                comingBackAt: arguments.last.flatMap { ObjectID(hex: $0) }, in: journal.repository)
        }
        guard let head else { return .done }
        try BranchMoves.tell(head, cause, by: "post-rewrite", &journal, session)
        return .done
    }

    /// A commit and the one that took its place.
    private struct Rewriting {
        let old: ObjectID
        let new: ObjectID

        /// Reads a line; a third word is reserved by Git.
        init?(_ line: Substring) {
            let words = line.split(separator: " ")
            guard words.count >= 2, let old = ObjectID(hex: words[0]), let new = ObjectID(hex: words[1])
            else {
                return nil
            }
            (self.old, self.new) = (old, new)
        }
    }

    private static func moveNotes(
        _ pairs: [Rewriting], _ repository: borrowing Repository, _ identity: Identity, _ time: Timestamp
    ) throws(Failure) {
        do throws(GitError) {
            for _ in 0..<5 {
                guard let tip = try repository.reference(Notes.reference) else { return }
                var found: [ObjectID: String?] = [:]
                for pair in pairs {
                    guard let note = try repository.note(in: tip, for: pair.old),
                        try repository.note(in: tip, for: pair.new) == nil,
                        try repository.commit(pair.old).tree == repository.commit(pair.new).tree
                    else { continue }
                    found[pair.new] = note
                }
                guard !found.isEmpty else { return }
                let author = Signature(
                    name: identity.name, email: identity.email, seconds: time.milliseconds / 1000,
                    offsetMinutes: 0)
                do throws(GitError) {
                    _ = try repository.writeNotes(
                        at: Notes.reference, found, author: author, message: "Notes follow rewritten commits")
                    return
                } catch {
                    // Somebody else has written a note meanwhile.
                    guard error.kind == .modified else { throw error }
                }
            }
        } catch { throw Failure(error) }
    }
}
