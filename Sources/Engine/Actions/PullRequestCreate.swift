import Domain
import Git
import JSON
import Journal
import Workflow

extension Action {
    /// `pr.create`: opens a local pull request, together with the end of its step.
    ///
    /// One that is open for the same branches already is as good: a person or a push may have been quicker.
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
                .init("issue", "the issue that it settles"),
                .init("draft", "whether it is not to be merged yet"),
            ],
            outputs: ["pr", "title", "base", "new"]),
        perform: { (call) throws(StepFailure) in
            let request = try await request(of: call)
            let actor = call.actor
            return try await call.journal { journal in
                let prepared = try request.prepare(in: &journal)
                if let existing = prepared.existing {
                    let name = try PullRequestIndex.shortName(of: existing, in: &journal)
                    return outcome(
                        existing, prepared, isNew: false, "PR \(name) is open already for `\(request.head)`")
                }
                let name = try PullRequestIndex.shortName(of: prepared.id, in: &journal)
                var outcome = outcome(
                    prepared.id, prepared, isNew: true,
                    "Created PR \(name), `\(request.head)` into `\(request.base)`")
                outcome.events = prepared.drafts(by: actor)
                return outcome
            }
        },
        recovery: .repeats,
        compensation: .facts { (call, result) throws(StepFailure) in
            guard result.outputs["new"]?.boolValue == true,
                let id = result.outputs["pr"]?.stringValue.flatMap({ PullRequestID($0) })
            else { return StepOutcome() }
            let actor = call.actor
            return try await call.journal { journal in
                guard let state = try PullRequestStore.state(of: id, in: &journal), state.status == .open
                else { return StepOutcome() }
                return StepOutcome(events: PullRequestStore.drafts([.closed], of: id, by: actor))
            }
        })

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
        request.issue = call.text("issue")
        request.run = call.state.id.description
        request.isDraft = call.inputs["draft"] == .bool(true) || call.text("draft") == "true"
        return request
    }

    private static func outcome(
        _ id: PullRequestID, _ prepared: PreparedPullRequest, isNew: Bool, _ summary: String
    ) -> StepOutcome {
        StepOutcome(
            result: StepResult(
                outputs: [
                    "pr": .string(id.description), "title": .string(prepared.opening.title),
                    "base": .string(prepared.opening.base), "new": .bool(isNew),
                ], summary: summary))
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
        default: self.init(.conflict, "cannot open a pull request: \(error)")
        }
    }
}
