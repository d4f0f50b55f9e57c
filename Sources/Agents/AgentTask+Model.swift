import Domain
import Engine
import Git
import JSON
import Journal
import Workflow

extension AgentTask {
    /// Has the coding agent do it.
    ///
    /// - Parameters:
    ///   - settings: what it works with.
    ///   - provider: who is asked first; nil for whom the settings say.
    ///   - model: of that provider; nil for its own.
    ///   - minutes: how long it may take, where the step says so.
    ///   - call: of the step.
    func perform(
        by settings: ModelAgentSettings, _ provider: String?, _ model: String?, minutes: Int?,
        _ call: ActionCall
    ) async throws(StepFailure) -> StepEnding {
        let (start, base) = (try await call.tree(), try call.base())
        // Where a sandbox is required and is not to be had, no model is paid for.
        let sandboxes = call.configuration.sandbox
        let (sandbox, remark) = try sandboxes.choose(
            sandboxes.demandOfAgents, in: call.configuration.environment)
        if let remark { call.remark(remark) }
        let log = try await AgentLog.current(call)
        var history = try await log.load(call)
        if history.start != start {
            // Somebody has put other files in place of those that it has begun with.
            history = AgentHistory()
        }
        let opened = try await opening(settings, from: start, base, call)
        let connected = try await settings.connect(provider, model, call)
        let mask = AgentMask([call.mask, connected.mask])
        let question = history.question ?? mask.apply(to: opened.question)
        var budget = settings.budget
        if let minutes { budget.milliseconds = min(budget.milliseconds, Int64(minutes) * 60_000) }
        let agent = ModelAgent(
            call: call, model: connected, budget: budget,
            tools: opened.policy.tools(inSandbox: sandbox != nil), log: log, mask: mask,
            transcript: Transcript(mask: mask, show: call.show),
            checks: AgentChecks(tables: settings.tables, refusal: settings.refusal, policy: opened.policy))
        if sandbox == nil { agent.transcript.add("autowrk: checks run without a sandbox") }
        if history.question == nil { try await agent.begin(with: question, on: start) }
        var tree = AgentTree(tree: history.tree ?? start, base: opened.base, policy: opened.policy)
        let end = try await agent.work(
            system: String(decoding: settings.system(), as: UTF8.self), question: question, history, &tree)
        return try await ending(end, of: agent, from: start, tree.tree, question, call)
    }

    /// What a conversation begins with, as the repository has it.
    private struct Opening {
        var question: String
        var policy: AgentPolicy
        /// The files that all changes are shown against.
        var base: ObjectID
    }

    private func opening(
        _ settings: ModelAgentSettings, from start: ObjectID, _ base: ObjectID, _ call: ActionCall
    ) async throws(StepFailure) -> Opening {
        let fields = PromptFields(
            issue: issue, id: id, kind: issue.kind(call.configuration.issues), attempt: attempt,
            attempts: attempts, failure: failure)
        let (files, builtIn) = (files, settings.prompt())
        return try await call.git { repository in
            let template =
                try PromptTemplate(of: base, at: PromptTemplate.modelPath, in: repository)
                ?? PromptTemplate(name: "model.md", builtIn)
            var policy = try AgentPolicy(of: base, in: repository)
            policy.add(settings.policy)
            var fields = fields
            fields.files = try PromptFields.File.list(files, of: start, in: repository)
                .filter { policy.mayRead($0.path) }
            // The checks that have printed it see all files.
            if !policy.hidden.isEmpty { fields.failure?.output = "" }
            let question: String
            do throws(PromptError) { question = try template.render(fields) } catch {
                throw StepFailure(error)
            }
            return Opening(question: question, policy: policy, base: try repository.commit(base).tree)
        }
    }

    private func ending(
        _ end: ModelAgent.End, of agent: ModelAgent, from start: ObjectID, _ tree: ObjectID,
        _ question: String, _ call: ActionCall
    ) async throws(StepFailure) -> StepEnding {
        let (summary, partial): (String, String?)
        switch end {
        case .suspended(let run): return .suspended(run)
        case .finished(let words): (summary, partial) = (agent.mask.apply(to: words), nil)
        case .partial(let reason):
            (summary, partial) = ("", agent.mask.apply(to: reason))
            agent.transcript.add("agent 'model' was ended: \(reason)")
        }
        var outcome = StepOutcome(trees: (start, tree))
        outcome.result.isAgentWork = true
        outcome.attachments = [
            Attachment(name: "PROMPT.md", content: .bytes(Array(question.utf8))),
            Attachment(name: CommandOutput.attachment, content: .bytes(agent.transcript.text)),
        ]
        outcome.result.outputBytes = Int64(agent.transcript.text.count)
        let fact: (String, JSON) =
            if let partial { ("reason", .string(partial)) } else { ("summary", .string(summary)) }
        outcome.events = [agent.log.draft("agent_ended", [fact], by: call.actor)]
        guard tree != start else {
            outcome.trees = nil
            // What has used up its budget without a change would do so again.
            let kind: StepFailure.Kind = partial == nil ? .exit : .input
            return .failed(
                StepFailure(
                    kind, "agent 'model' has changed nothing",
                    output: partial.map { "It was ended: \($0)." } ?? summary),
                outcome)
        }
        let done = outcome
        var described = try await call.git { repository in
            var outcome = done
            try describe(&outcome, by: "model", [], in: repository)
            return outcome
        }
        described.result.outputs["summary"] = .string(summary)
        described.result.outputs["partial"] = partial.map { .string($0) } ?? .null
        if let partial, let words = described.result.summary {
            described.result.summary = "\(words); it was ended: \(partial.onOneLine)"
        }
        return .completed(described)
    }
}
