import Domain
import Git
import JSON
import Journal
import Platform
import Workflow

extension Action {
    /// `pr.create`: opens a local pull request.
    ///
    /// One that is open for the same branches already is as good: a person or a push may have been quicker. Who
    /// opens one looks for it and records it under a lock, so that there is one for a branch in a clone.
    public static let pullRequestCreate = Action(
        signature: ActionSignature(
            name: "pr.create", summary: "open a local pull request",
            inputs: [
                .init("head", "the branch to merge", isRequired: true),
                .init("base", "the branch to merge into; the default branch where it is left out"),
                .init(
                    "title", "what it does; the commit's subject or the issue's title where it is left out"),
                .init(
                    "body", "its description; made from its commits and their verdict where it is left out"),
                .init("summary", "what its author says of it, for the description"),
                .init("partial", "why its author has not come to an end, for the description"),
                .init("issue", "the issue that it settles"),
                .init("remarks", "what a person has to look at, a list of texts"),
                .init("draft", "whether it is not to be merged yet"),
            ],
            outputs: ["pr", "title", "base", "new"]),
        perform: { (call) throws(StepFailure) in
            let request = try await request(of: call)
            let lock = try await call.pullRequestLock()
            var (prepared, existing) = try await call.journal { journal in
                let prepared = try request.prepare(in: &journal)
                return (
                    prepared,
                    try prepared.existing.flatMap { try PullRequestStore.state(of: $0, in: &journal) }
                )
            }
            if existing == nil {
                prepared.mask(call.mask)
                try await call.record(prepared.decision(by: call.actor))
            }
            _ = consume lock
            let id = existing?.id ?? prepared.id
            // An attempt before may have opened it and not come to say so.
            let isNew = existing == nil || existing?.run == request.run
            let name = try await call.journal { try PullRequestIndex.shortName(of: id, in: &$0) }
            let opening = prepared.opening
            return StepOutcome(
                result: StepResult(
                    outputs: [
                        "pr": .string(id.description), "title": .string(existing?.title ?? opening.title),
                        "base": .string(opening.base), "new": .bool(isNew),
                    ],
                    summary: isNew
                        ? "Created PR \(name), `\(opening.head)` into `\(opening.base)`"
                        : "PR \(name) is open already for `\(opening.head)`"))
        },
        recovery: .repeats,
        compensation: .facts { (call, result) throws(StepFailure) in
            guard result.outputs["new"]?.boolValue == true,
                let id = result.outputs["pr"]?.stringValue.flatMap({ PullRequestID($0) })
            else { return CompensationOutcome(.nothing) }
            let (actor, run) = (call.actor, call.state.id.description)
            return try await call.journal { journal in
                // A fork has the step's outputs, too, but the pull request is that of the run that has made it.
                guard let state = try PullRequestStore.state(of: id, in: &journal), state.run == run else {
                    return CompensationOutcome(.nothing)
                }
                if let merge = try merge(of: state, in: &journal) {
                    return CompensationOutcome(
                        .impossible(reason: "it was merged as '\(merge.commit.prefix(10))'"))
                }
                guard state.status == .open else { return CompensationOutcome(.nothing) }
                return CompensationOutcome(
                    .done, events: PullRequestStore.drafts([.closed], of: id, by: actor))
            }
        })

    /// How the base has come to have it, be it that nobody has recorded that yet; nil where it has not.
    private static func merge(
        of state: PullRequestState, in journal: inout Journal
    ) throws -> PullRequestMerge? {
        if let merge = state.merge?.content { return merge }
        let news = try PullRequestLook.news(
            of: state, replica: try journal.replica()?.description, in: journal.repository)
        for case .merged(let merge) in news { return merge }
        return nil
    }

    private static func request(of call: ActionCall) async throws(StepFailure) -> PullRequestRequest {
        let head = Branches.name(of: try Branches.reference(named: try call.requiredText("head")))
        var base = call.text("base")
        if base == nil {
            base = try await call.git {
                try PullRequestBranches.defaultBase(in: $0, try $0.configuration())
            }
        }
        let id = PullRequestID(bits: call.configuration.random())
        var request = PullRequestRequest(id: id, head: head, base: base ?? "")
        (request.title, request.description) = (call.text("title"), call.text("body"))
        request.report = PullRequestDescription.Report(
            summary: call.text("summary") ?? "", partial: call.text("partial"))
        request.issue = call.text("issue")
        request.run = call.state.id.description
        request.remarks = remarks(of: call)
        request.isDraft = call.inputs["draft"] == .bool(true) || call.text("draft") == "true"
        return request
    }

    /// A list, or its text in JSON; nothing for what is none.
    private static func remarks(of call: ActionCall) -> [String] {
        var value = call.inputs["remarks"]
        if case .string(let text)? = value { value = try? JSON(parsing: text) }
        return value?.arrayValue?.compactMap(\.stringValue) ?? []
    }
}

extension ActionCall {
    /// Waits until nobody else in this clone opens or merges a pull request.
    fileprivate func pullRequestLock() async throws(StepFailure) -> FileLock {
        let folder = try await git { $0.commonDirectory }
        let stopwatch = Stopwatch()
        while true {
            do throws(PullRequestError) { return try PullRequests.lock(below: folder, wait: .none) } catch {
                guard case .busy = error, stopwatch.elapsed < PullRequests.lockPatience else {
                    throw StepFailure(error)
                }
            }
            // Without a thread that is held up by it.
            do { try await Task.sleep(for: .milliseconds(5)) } catch {
                throw StepFailure(.cancelled, "stopped")
            }
        }
    }
}

extension StepFailure {
    /// Why a pull request could not be opened.
    init(_ error: PullRequestError) {
        switch error {
        case .journal(let error): self.init(EngineError.journal(error))
        case .git(let error): self.init(EngineError.git(error))
        case .system(let error): self.init(EngineError.system(error))
        case .missingBranch(let branch): self.init(.input, "there is no branch '\(branch)'")
        case .nothingToMerge(let head, let base):
            self.init(.conflict, "there is nothing to merge: '\(base)' has all that '\(head)' has")
        case .sameBranch(let branch): self.init(.input, "branch '\(branch)' can't be merged into itself")
        case .unrelated(let head, let base):
            self.init(.conflict, "'\(head)' and '\(base)' have no common history")
        case .noBase:
            self.init(.input, "no branch to merge into was found: 'base' or autowrk.base has to name it")
        case .busy: self.init(.conflict, "another process is at the pull requests of this clone")
        case .missingCommit(let commit):
            self.init(.input, "commit '\(commit.prefix(12))' is not in this clone")
        case .duplicate(let id, let head, _):
            self.init(.conflict, "branch '\(head)' has an open pull request already, '\(id)'")
        // These are about pull requests that there are.
        case .refused, .unknown, .noHead, .missingPlace, .conflicts, .notVerified, .verification, .blocked,
            .restless:
            self.init(.conflict, "cannot open a pull request")
        }
    }
}
