import AI
import Agents
import Engine
import Git
import JSON
import Journal
import Platform
import Suggestions
import Templates
import Workflow

/// Thinks of alternatives for a task: asks models, or looks into what is at hand.
struct SuggestionMaker {
    let task: String
    let ground: SuggestionGround
    let judge: CommandJudging
    /// What recipes are given on the command line.
    let given: [String: String]
    /// Hides the secrets of the environment.
    let secrets: SecretMask
    let history: TaskHistory

    private static let mostRecipes = 3

    /// Looks into recipes and workflows; nobody is asked.
    func atHand(_ repository: borrowing Repository) throws(Failure) -> SuggestionDraft {
        let book = Self.book()
        var draft = SuggestionDraft(task: task)
        draft.ranked = rank(recipes(book, repository))
        draft.workflows = try workflows(book, repository)
        return draft
    }

    /// Asks the providers of a route; where none of them has an answer that can be used, what is at hand will do.
    func ask(
        _ route: Route, _ service: ModelService, _ session: inout Session, _ repository: borrowing Repository
    ) throws(Failure) -> SuggestionDraft {
        let request = try request(service, repository)
        let asking = ModelAsking(
            service: service, purpose: ModelCalls.Purpose("suggest"), isStreamed: false)
        Self.remark(asking: route.candidates.prefix(1).map(\.provider), session)
        let outcomes = try asking.ask([(request, route)], &session) { (_, news, session) throws(Failure) in
            if let line = ReplyDocument.line(of: news) { session.remark(line) }
        }
        let reason: String
        switch read(outcomes[0], service) {
        case .success(let (alternatives, line)):
            session.remark(line)
            var draft = SuggestionDraft(task: task)
            draft.ranked = rank(alternatives)
            return draft
        case .failure(let error): reason = error.message
        }
        var draft = try atHand(repository)
        draft.fallback = reason
        return draft
    }

    /// Asks several at once; the best alternative of each is kept, in the order of the names.
    func compare(
        _ names: [String], _ service: ModelService, _ session: inout Session,
        _ repository: borrowing Repository
    ) throws(Failure) -> SuggestionDraft {
        let request = try request(service, repository)
        let questions = try names.map { (name) throws(Failure) in
            let choice = ModelSettings.Choice(name)
            return (request, try service.route(choice.provider, model: choice.model, fallsBack: false))
        }
        let asking = ModelAsking(
            service: service, purpose: ModelCalls.Purpose("suggest"), isStreamed: true)
        Self.remark(asking: names, session)
        let outcomes = try asking.ask(questions, &session)
        var draft = SuggestionDraft(task: task)
        draft.mask = service.keys.mask
        for (name, outcome) in zip(names, outcomes) {
            var answer = SuggestionDraft.ComparedAnswer(name: name, outcome: outcome)
            switch read(outcome, service) {
            case .success(let (alternatives, _)):
                draft.ranked += rank(alternatives).prefix(1)
                answer.number = draft.ranked.count
            case .failure(let error): answer.fault = error.message
            }
            draft.answers.append(answer)
        }
        return draft
    }

    /// Says to somebody in front of a terminal what is waited for: models take their time.
    private static func remark(asking names: [String], _ session: borrowing Session) {
        guard session.terminal.isErrorTerminal else { return }
        session.remark("asking \(names.joined(separator: ", ")) … (Ctrl-C ends it)")
    }

    /// Ranks alternatives as they would be ranked anew.
    func rank(_ alternatives: [Alternative]) -> [RankedAlternative] {
        Ranking.rank(alternatives, names: ground.names, judge: judge, history: history)
    }

    /// Values that were given and that no recipe among what was found takes.
    func needless(in draft: SuggestionDraft) -> [String] {
        if given.isEmpty { return [] }
        let recipes = draft.ranked.compactMap { ranked in
            if case .recipe(let name) = ranked.alternative.origin { name } else { nil }
        }
        let taken = Self.book().recipes.filter { recipes.contains($0.name) }.flatMap(\.inputs).map(\.name)
        return given.keys.filter { !taken.contains($0) }.sorted()
    }

    private func request(
        _ service: ModelService, _ repository: borrowing Repository
    ) throws(Failure) -> ModelRequest {
        let book = Self.book()
        let text = SuggestionPrompt.text(
            for: task, on: ground.machine, history: history, recipes: recipes(book, repository),
            mask: { service.keys.mask.apply(to: secrets.apply(to: $0)) })
        var request = ModelRequest(model: "", messages: [Message(.user, text)])
        request.system = String(decoding: Templates.suggestPrompt, as: UTF8.self)
        request.output = OutputShape(name: SuggestionShape.name, schema: SuggestionShape.schema)
        return request
    }

    /// The alternatives in an answer and a line about it, or why there are none.
    private func read(
        _ outcome: ModelAsking.Outcome, _ service: ModelService
    ) -> Result<([Alternative], String), SuggestionError> {
        let mask = service.keys.mask
        switch outcome.routed {
        case .failure(let failure): return .failure(SuggestionError(mask.apply(to: failure.error.message)))
        case .success(let routed):
            let name = routed.model.isEmpty ? routed.provider : "\(routed.provider)/\(routed.model)"
            let text = secrets.apply(to: mask.apply(to: routed.reply.message.text))
            do throws(SuggestionError) {
                return .success(
                    (try SuggestionReply.read(text, from: name), ReplyDocument.line(of: routed)))
            } catch {
                return .failure(
                    SuggestionError("cannot use what '\(name)' has answered: \(error.message)"))
            }
        }
    }

    private func recipes(_ book: RecipeBook, _ repository: borrowing Repository) -> [Alternative] {
        book.alternatives(
            for: task, filling: ground.filling(for: task, given: given, repository),
            atMost: Self.mostRecipes, where: ground.has)
    }

    private func workflows(
        _ book: RecipeBook, _ repository: borrowing Repository
    ) throws(Failure) -> [(name: String, summary: String)] {
        let sources: [WorkflowSource]
        do throws(WorkflowLibraryError) {
            sources = try Workflows.library.workflows(at: ground.base, in: repository)
        } catch { throw Failure(error) }
        let catalogue = Workflows.catalogue(of: sources, maximumSteps: 1000)
        var found: [(name: String, summary: String, fit: Int)] = []
        for source in sources {
            let (definition, _) = Definition.read(source.text, name: source.name, catalogue: catalogue)
            guard let definition else { continue }
            let summary = definition.summary ?? ""
            let fit = book.fit(of: "\(source.name) \(definition.name) \(summary)", to: task)
            if fit >= 50 { found.append((source.name, summary, fit)) }
        }
        return found.sorted { $0.fit > $1.fit }.prefix(3).map { ($0.name, $0.summary) }
    }

    static func book() -> RecipeBook {
        do throws(RecipeError) { return try RecipeBook(Templates.recipes) } catch {
            preconditionFailure("what is built in can be read: \(error)")
        }
    }
}
