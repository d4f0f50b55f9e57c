import AI
import Domain
import Engine
import Git
import Journal
import Platform
import Suggestions

extension SuggestionSession {
    /// What is suggested, by whomever it has to be.
    static func open(
        _ wishes: SuggestWishes, _ ground: SuggestionGround, _ session: inout Session,
        in journal: inout Journal
    ) throws(Failure) -> SuggestionSession {
        let secrets = try session.secrets(of: journal.repository)
        var made: (id: SuggestionID, record: SuggestionRecord)?
        if let word = wishes.made { made = try MadeSuggestion.find(word, in: &journal) }
        let task = made?.record.task ?? wishes.task
        if made == nil {
            try Self.requireNoSecrets(in: "the task", task, session, journal)
            for (name, value) in wishes.given.sorted(by: { $0.key < $1.key }) {
                try Self.requireNoSecrets(in: "the value of '\(printable(name))'", value, session, journal)
            }
        }
        let past: [PastSuggestion]
        do throws(JournalError) { past = try SuggestionMemory.past(in: &journal) } catch {
            throw Failure(error)
        }
        let maker = SuggestionMaker(
            task: task, ground: ground, judge: try CommandJudge.make(session, here: ground.here),
            given: wishes.given, secrets: secrets.mask,
            history: TaskHistory(of: task, in: past, now: session.time.now().milliseconds))
        if let made { return try MadeSuggestion.table(made.id, made.record, maker, session, in: journal) }
        let draft = try Self.draft(maker, wishes, &session, journal.repository)
        for name in maker.needless(in: draft) {
            session.remark("warning: nothing that was found takes a value for '\(printable(name))'")
        }
        let id = wishes.isDry ? nil : try SuggestionLog.make(draft, session, in: &journal)
        return SuggestionSession(draft, id, maker)
    }

    /// Refuses what is recorded and sent as it is: with a mask in it a command would be another one.
    private static func requireNoSecrets(
        in what: String, _ text: String, _ session: borrowing Session, _ journal: borrowing Journal
    ) throws(Failure) {
        try session.requireNoSecrets(in: [what: text], journal)
        let findings = KnownShapes.scan.findings(in: Array(text.utf8))
        guard !findings.isEmpty else { return }
        throw Failure(
            .usage, "\(what) holds what looks like a key (\(findings.text)), and it would be recorded",
            hints: ["write a name in its place"])
    }

    private static func draft(
        _ maker: SuggestionMaker, _ wishes: SuggestWishes, _ session: inout Session,
        _ repository: borrowing Repository
    ) throws(Failure) -> SuggestionDraft {
        if wishes.isOffline { return try maker.atHand(repository) }
        let service = try session.openModels(of: repository)
        if wishes.compares {
            let names = service.ready.map(\.name)
            guard !names.isEmpty else { throw ModelService.nobody }
            return try maker.compare(names, service, &session, repository)
        }
        guard wishes.provider != nil || service.settings.preferred != nil || !service.ready.isEmpty else {
            session.remark("no AI provider is set up: recipes and workflows are looked through")
            return try maker.atHand(repository)
        }
        let choice = wishes.provider.map { ModelSettings.Choice($0) }
        let route = try service.route(
            choice?.provider, model: choice?.model, fallsBack: wishes.provider == nil)
        let draft = try maker.ask(route, service, &session, repository)
        if let reason = draft.fallback {
            session.remark("\(harmless(reason)): recipes and workflows are looked through")
        }
        return draft
    }
}
