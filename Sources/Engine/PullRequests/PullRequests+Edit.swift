public import Domain
import Git
public import Journal

extension PullRequests {
    /// Changes what a pull request says of itself, or the branch that it is to be merged into.
    ///
    /// - Parameters:
    ///   - edit: what is different.
    ///   - description: a new description; nil keeps the one that is there.
    ///   - id: the pull request.
    ///   - journal: where it is recorded.
    /// - Throws: for a base that is missing or has everything already, and when there is an open one for the
    ///   same branches.
    public func edit(
        _ edit: PullRequestEdit, description: String?, of id: PullRequestID, in journal: inout Journal
    ) throws(PullRequestError) -> PullRequestState {
        let lock = try lock(of: journal)
        let state = try state(of: id, in: &journal)
        if let base = edit.base, base != state.base, state.status != .merged {
            if base == state.headBranch { throw .sameBranch(base) }
            try requireTarget(base, of: state, in: journal.repository)
            let existing: PullRequestID?
            do throws(JournalError) {
                existing = try PullRequestIndex.open(head: state.headBranch, base: base, in: &journal)
                    .first?.id
            } catch { throw .journal(error) }
            if let existing { throw .duplicate(existing, head: state.headBranch, base: base) }
        }
        let edited = try perform(.edit(edit), on: id, description: description, in: &journal)
        extendLifetime(lock)
        return edited
    }

    private func requireTarget(
        _ base: String, of state: PullRequestState, in repository: borrowing Repository
    ) throws(PullRequestError) {
        do {
            guard let target = try PullRequestBranches.tip(of: base, in: repository)?.commit else {
                throw PullRequestError.missingBranch(base)
            }
            guard let head = ObjectID(hex: state.head.commit), repository.contains(head) else { return }
            if try repository.isAncestor(head, of: target) {
                throw PullRequestError.nothingToMerge(head: state.headBranch, base: base)
            }
        } catch { throw PullRequestError(error) }
    }
}
