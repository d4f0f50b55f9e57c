import AI
import Agents
import Engine
import Git
import JSON
import Platform
import Safety
import Synchronization
import Templates
import Workflow

extension Session {
    /// What the coding agent works with. Nothing is looked up before it is needed.
    func modelAgent(
        _ configuration: Configuration, _ repository: borrowing Repository
    ) throws(Failure) -> ModelAgentSettings {
        var budget = AgentBudget()
        budget.turns = try configuration.count("autowrk.agent.model.turns", in: 1...10_000) ?? budget.turns
        budget.tokens =
            try configuration.count("autowrk.agent.model.tokens", in: 1...1_000_000_000) ?? budget.tokens
        if let minutes = try configuration.count("autowrk.agent.model.timeoutMinutes", in: 1...10_000) {
            budget.milliseconds = Int64(minutes) * 60_000
        }
        budget.answerTokens =
            try configuration.count("autowrk.agent.model.answerTokens", in: 64...1_000_000)
            ?? budget.answerTokens
        budget.money = try ModelSettings.money("autowrk.agent.model.budget", configuration)
        let policy = AgentPolicy(
            tools: try Self.tools(configuration.strings("autowrk.agent.model.tool")),
            protected: configuration.strings("autowrk.agent.model.protect"),
            hidden: configuration.strings("autowrk.agent.model.hide"))
        // The tables of models are read once, not by each agent that is chosen.
        let files = try modelFiles(of: repository)
        let folder = repository.commonDirectory
        let (environment, time) = (environment, time)
        var configured = Policy()
        configured.refused = configuration.strings("autowrk.policy.refuse")
        configured.asked = configuration.strings("autowrk.policy.ask")
        let desk = AgentDesk { () throws(Failure) in
            try ModelService(
                configuration, environment: environment, models: try Session.catalogue(files), time: time,
                repository: folder)
        }
        return ModelAgentSettings(
            budget: budget, policy: policy, system: { Templates.modelSystem },
            prompt: { Templates.modelPrompt },
            tables: BuiltInTables.read,
            refusal: { [configured] in Self.refusal(of: $0, $1, configured, environment) },
            connect: { (provider, model, call) throws(StepFailure) in
                try await desk.connect(provider, model, call)
            })
    }
}

extension Session {
    /// The tools that are named; nil where none is.
    fileprivate static func tools(_ names: [String]) throws(Failure) -> Set<String>? {
        for name in names where !AgentPolicy.toolNames.contains(name) {
            throw Failure(
                .repository, "'autowrk.agent.model.tool' names '\(printable(name))', which is no tool",
                hints: ["there are \(AgentPolicy.toolNames.joined(separator: ", "))"])
        }
        return names.isEmpty ? nil : Set(names)
    }

    /// Why an agent may not run a command: what a person would be asked about is not the agent's to decide.
    fileprivate static func refusal(
        of command: String, _ policy: Policy, _ configured: Policy, _ environment: [String: String]
    ) -> String? {
        guard let rules = try? BuiltInRules.read() else { return "the rules can't be read" }
        let situation = Situation(home: environment["HOME"] ?? "/home/user")
        var boundaries = policy
        boundaries.add(configured)
        let verdict = Judge(rules: rules, policy: boundaries).verdict(on: command, in: situation)
        guard verdict.decision != .allow else { return nil }
        return verdict.findings.first.map { "\($0.reason) ('\($0.words)')" } ?? "nobody can tell what it does"
    }
}

/// The way of a process' coding agents to models: one router for all of them, so that limits hold for all.
private final class AgentDesk: Sendable {
    private struct Open: Sendable {
        let service: ModelService
        let router: Router
    }

    private let open = Mutex<Open?>(nil)
    private let make: @Sendable () throws(Failure) -> ModelService

    init(_ make: @escaping @Sendable () throws(Failure) -> ModelService) { self.make = make }

    /// The way for one step of a run.
    func connect(
        _ provider: String?, _ model: String?, _ call: ActionCall
    ) async throws(StepFailure) -> AgentModel {
        let (now, run) = (call.configuration.time.now(), call.state.id.description)
        let started = call.state.startedAt
        let (today, spent) = try await call.journal { journal in
            (
                try ModelCalls.spent(on: now, in: &journal),
                try ModelCalls.spent(by: run, since: started, to: now, in: &journal)
            )
        }
        let (service, route): (ModelService, Route)
        let router: Router
        do throws(Failure) {
            let open = try opened(spentToday: today)
            (service, router) = (open.service, open.router)
            route = try service.route(provider, model: model)
        } catch {
            throw StepFailure(.input, error.message, output: error.hints.joined(separator: "\n"))
        }
        // A key that a keyring has is hidden from the first turn on.
        for candidate in route.candidates {
            if let configured = try? service.providers.provider(candidate.provider) {
                _ = try? await service.keys.key(of: configured)
            }
        }
        let options = AskOptions(
            priority: .agent, run: RunBudget(run: run, limit: service.settings.run, spent: spent),
            usesCache: service.settings.cachesReplies)
        let show = call.show
        return AgentModel(
            name: route.candidates.first.map { "\($0.provider)/\($0.model ?? "")" } ?? "",
            mask: service.keys.mask
        ) { (request, onPiece) throws(AgentModel.Failure) in
            do throws(RoutingFailure) {
                let routed = try await router.ask(request, over: route, options) { news in
                    if case .piece(let piece) = news { onPiece(piece) }
                    if let line = ReplyDocument.line(of: news) { show(Array((line + "\n").utf8)) }
                }
                return AgentModel.Answer(
                    reply: routed.reply, cost: routed.cost, call: routed.record.json.objectValue ?? [:])
            } catch {
                throw AgentModel.Failure(error.error, call: error.record.json.objectValue ?? [:])
            }
        }
    }

    private func opened(spentToday: Spending) throws(Failure) -> Open {
        let result: Result<Open, Failure> = open.withLock { open in
            if let open { return .success(open) }
            do throws(Failure) {
                let service = try make()
                let new = Open(service: service, router: service.router(isStreamed: true, spent: spentToday))
                open = new
                return .success(new)
            } catch { return .failure(error) }
        }
        return try result.get()
    }
}
