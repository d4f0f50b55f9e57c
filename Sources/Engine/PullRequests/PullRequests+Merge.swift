public import Domain
public import Git
public import Journal
public import Platform

/// How a pull request is to be merged.
public struct MergeWish: Sendable {
    /// The way.
    public var method = PullRequestMerge.Method.merge
    /// Whether its branch goes afterwards.
    public var deletesBranch = false
    /// When, for the commits.
    public var at: Timestamp

    /// A merge by a merge commit.
    public init(at: Timestamp) { self.at = at }
}

/// What a merge has done.
public struct MergeReport: Sendable {
    /// The pull request then.
    public var state: PullRequestState
    /// Where the base was and is; nil when it had all commits already.
    public var plan: MergePlan?
    /// What was said of the merged files; nil where nobody was asked.
    public var verdict: Verdict?
    /// The folder in which the base is checked out, whose files are those of the merge now.
    public var folder: String?
    /// What has become of the branch.
    public var branch: BranchFate
    /// The reference to where the base was before.
    public var previous: String

    /// What becomes of a branch that was merged.
    public enum BranchFate: Sendable, Equatable {
        /// It is as it was.
        case kept
        /// It is gone; its commit is not.
        case deleted
        /// It was to go, but is checked out in this folder.
        case checkedOut(String)
        /// It was to go, but has commits that were not merged.
        case moved
    }
}

extension PullRequests {
    /// Merges a pull request on objects alone, has the merged files verified, and moves the base.
    ///
    /// While the files are being verified the base may be moved by others. Then it is merged and verified
    /// anew.
    ///
    /// - Parameters:
    ///   - id: the pull request.
    ///   - wish: how.
    ///   - journal: where it is recorded.
    ///   - verify: what is said of a tree that the given commit has; nil where that is not asked for.
    public func merge(
        _ id: PullRequestID, _ wish: MergeWish, in journal: inout Journal,
        verify: (ObjectID, ObjectID) throws -> Verdict?
    ) throws(PullRequestError) -> MergeReport {
        for _ in 0..<Self.patience {
            let state = try follow(id, in: &journal)
            if state.merge?.content.method == .elsewhere {
                return MergeReport(
                    state: state, branch: try dispose(of: state, wish, in: journal),
                    previous: MergePoint.previous(id))
            }
            do throws(PullRequestRefusal) { try state.requireMergeable() } catch { throw .refused(id, error) }
            let mover = BaseMove(branch: state.base, environment: environment, reason: "pr \(id)")
            let plan: MergePlan
            var verdict: Verdict?
            do {
                let reference = PullRequestBranches.reference(of: state.base)
                guard let onto = try journal.repository.reference(reference) else {
                    throw PullRequestError.missingBranch(state.base)
                }
                try mover.requireMovable(in: journal.repository)
                plan = try MergePlan.make(
                    for: state, try PullRequestStore.description(of: state, in: journal), wish.method,
                    onto: onto, by: signature(wish.at), in: journal.repository)
                verdict = try verify(plan.tree, plan.commit)
            } catch { throw PullRequestError(error) }
            if let verdict, !verdict.isPassed { throw .notVerified(verdict) }
            if var report = try land(plan, of: state, mover, in: &journal) {
                report.verdict = verdict
                report.branch = try dispose(of: state, wish, in: journal)
                return report
            }
        }
        throw .restless(base: try state(of: id, in: &journal).base)
    }

    /// Moves the base and records it, unless somebody else has done anything about either meanwhile.
    private func land(
        _ plan: MergePlan, of state: PullRequestState, _ mover: BaseMove, in journal: inout Journal
    ) throws(PullRequestError) -> MergeReport? {
        let lock = try lock(of: journal)
        guard try follow(state.id, in: &journal).newest == state.newest else { return nil }
        let outcome: BaseMove.Outcome
        do {
            try MergePoint.make(
                state.id, plan.method, from: plan.onto, to: plan.commit, in: journal.repository)
            do {
                outcome = try mover.move(from: plan.onto, to: plan.commit, in: journal.repository)
            } catch {
                try MergePoint.drop(state.id, in: journal.repository)
                throw error
            }
            if outcome == .forestalled { try MergePoint.drop(state.id, in: journal.repository) }
        } catch { throw PullRequestError(error) }
        guard case .moved(let folder) = outcome else { return nil }
        // Whoever looks at the base now sees the merge, and may have recorded it.
        let fact = PullRequestMerge(
            commit: plan.commit.hex, method: plan.method, previous: plan.onto.hex)
        let merged = try perform(.merged(fact), on: state.id, in: &journal)
        extendLifetime(lock)
        return MergeReport(
            state: merged, plan: plan, folder: folder, branch: .kept, previous: MergePoint.previous(state.id))
    }

    /// Deletes the branch that was merged, if that is wished and nobody works on it.
    private func dispose(
        of state: PullRequestState, _ wish: MergeWish, in journal: borrowing Journal
    ) throws(PullRequestError) -> MergeReport.BranchFate {
        guard wish.deletesBranch else { return .kept }
        let reference = PullRequestBranches.reference(of: state.headBranch)
        do throws(GitError) {
            guard let tip = try journal.repository.reference(reference) else { return .deleted }
            guard tip.hex == state.head.commit else { return .moved }
            if let folder = Branches.worktree(of: reference, in: journal.repository) {
                return .checkedOut(folder)
            }
            try journal.repository.deleteReference(reference, expecting: .mustMatch(tip))
            return .deleted
        } catch {
            if error.kind == .modified { return .moved }
            throw .git(error)
        }
    }

    private func signature(_ time: Timestamp) -> Signature {
        Signature(
            name: identity.name, email: identity.email, seconds: time.milliseconds / 1000, offsetMinutes: 0)
    }
}
