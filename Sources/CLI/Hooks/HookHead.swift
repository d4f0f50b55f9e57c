import Git
import Platform

/// The branch that a hook is about, and where it stood when the hook ran.
struct HookHead {
    /// Named in full.
    let reference: String
    let commit: ObjectID

    /// How long `git rebase --apply` may take to go back to its branch.
    private static let patience = Duration.seconds(10)

    /// The branch that a rebase goes back to: with `--apply` it does so a moment after it has run the hook.
    ///
    /// - Parameters:
    ///   - commit: where the rebase has come to; nil where that is not known.
    ///   - repository: where the branch is.
    init?(comingBackAt commit: ObjectID?, in repository: borrowing Repository) {
        guard let commit else { return nil }
        let stopwatch = Stopwatch()
        while stopwatch.elapsed < Self.patience {
            if case .branch(let reference, commit)? = try? repository.head() {
                (self.reference, self.commit) = (reference, commit)
                return
            }
            Pause.wait(.milliseconds(20))
        }
        return nil
    }

    /// What the script has seen, or where another tool calls the hook, what is checked out now. Nil for a detached
    /// HEAD.
    ///
    /// - Parameters:
    ///   - words: the branch and its commit, either of which may be empty; nothing where they are not known.
    ///   - repository: where the branch is.
    init?(_ words: some Collection<String>, in repository: borrowing Repository) throws(Failure) {
        let words = Array(words)
        do throws(GitError) {
            if words.count < 2 {
                guard case .branch(let reference, let commit) = try repository.head() else { return nil }
                (self.reference, self.commit) = (reference, commit)
            } else {
                guard words[0].hasPrefix("refs/heads/") else { return nil }
                var known = ObjectID(hex: words[1])
                if known == nil { known = try repository.reference(words[0]) }
                guard let commit = known else { return nil }
                (reference, self.commit) = (words[0], commit)
            }
        } catch { throw Failure(error) }
    }
}
