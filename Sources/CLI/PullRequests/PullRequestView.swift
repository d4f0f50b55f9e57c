import Domain
import Engine
import Git
import JSON
import Journal

/// A pull request with what belongs to showing it, as of one moment.
struct PullRequestView {
    let state: PullRequestState
    /// What people have to type for it.
    let name: String
    /// Its description with what is known of its files now; nil where it has none.
    let description: String?
    /// What was said of its files; nil where nobody has verified them.
    let verdict: Verdict?
    /// What merging would come to; nil where it is merged.
    let mergeability: Mergeability?
    /// Where each comment stands, in their order.
    let places: [CommentPlace]
    /// Whether its branch is in this clone or was at a remote.
    let hasBranch: Bool

    init(_ state: PullRequestState, in journal: inout Journal) throws(Failure) {
        self.state = state
        name = PullRequestNames.short(state.id, in: &journal)
        do throws(JournalError) {
            verdict = try RecordedVerdicts.verdict(of: state.head.tree, in: &journal)
            var text = try PullRequestStore.description(of: state, in: journal)
            if let verdict { text = text.map { PullRequestDescription.text($0, verifiedBy: verdict) } }
            description = text
        } catch { throw Failure(error) }
        do throws(GitError) {
            mergeability =
                state.status == .merged
                ? nil : try PullRequestLook.mergeability(of: state, in: journal.repository)
            var places: [CommentPlace] = []
            for comment in state.comments {
                places.append(
                    try CommentPlaces.place(of: comment.content, at: state.head, in: journal.repository))
            }
            self.places = places
            hasBranch = try PullRequestLook.hasBranch(state, in: journal.repository)
        } catch { throw Failure(error) }
    }
}
