import AI
import Domain
import Engine
import Git
import JSON
import Journal
import Platform
import Suggestions
import Workflow

extension Subcommand {
    static let suggest = Subcommand(
        path: ["suggest"], summary: "have commands for a task suggested, look at them, run them",
        operands: "[<task>]", operandCount: 0...1,
        options: [
            Option(
                name: "--provider", value: "<provider>", help: "whom to ask, as in anthropic or ollama/llama3"
            ),
            Option(name: "--compare", help: "ask all providers that are ready, and show the best of each"),
            Option(name: "--offline", help: "ask nobody: recipes and workflows only"),
            Option(
                name: "--input", short: "-i", value: "<name>=<value>", repeats: true,
                help: "what a recipe is given, where the task does not say it"),
            Option(name: "--made", value: "<suggestion>", help: "go on with one that was made before"),
            Option(
                name: "--alternative", short: "-n", value: "<n>", help: "which one; the first unless given"),
            Option(name: "--edit", help: "open it in your editor at once"),
            Option(name: "--yes", help: "run it unless something is refused"),
            Option(
                name: "--dry-run", help: "show it only: nothing is run or recorded but that a model was asked"
            ),
            Option(name: "--detach", help: "leave the run to a process in the background"),
            .json,
        ],
        discussion: [
            """
            A model is told the task, what the machine has and what you made of earlier suggestions. Without a \
            provider, or with one that fails, recipes that come with the program and the workflows of the \
            repository are looked through. Each command is judged by rules before it can be run: what is \
            refused is never run, and what is to be asked about is named first.
            """,
            """
            What is run is a workflow, which you can edit before, and the run is one like any other: 'git \
            autowrk show' shows it, 'rollback' takes it back. Its steps work in a scratch checkout, but for \
            those that say that they work in your working directory: what is to change your branch or your \
            files can be done only there.
            """,
            """
            Without a terminal and '--yes' nothing is run, and the exit status is 0. With '--yes' it is that \
            of the run, and with '--json' the document is the run's.
            """,
        ]
    ) { (session, arguments) throws(Failure) in
        let wishes = try SuggestWishes(arguments)
        var journal = try session.openJournalForReading()
        let ground = try SuggestionGround(session, journal.repository)
        var table = try Self.table(wishes, ground, &session, in: &journal, arguments)
        guard !table.draft.ranked.isEmpty else { return try Self.nothing(table.draft, &session, arguments) }
        let index = wishes.alternative - 1
        guard table.draft.ranked.indices.contains(index) else {
            throw Failure(
                .usage, "there is no alternative \(index + 1)",
                hints: ["there \(table.draft.ranked.count == 1 ? "is 1" : "are \(table.draft.ranked.count)")"]
            )
        }
        let isJSON = arguments.has("--json")
        if !wishes.isRun || !isJSON { try Self.show(table, &session, asJSON: isJSON) }
        try session.flush()
        if wishes.edits {
            guard try table.edit(index, session) else { return .failed }
            let preview = SuggestionPreview(style: .error(session.terminal))
            for line in preview.lines(table.standing(index), number: index + 1) { session.remark(line) }
        }
        if wishes.isRun {
            try table.requirePerformable(index)
            guard try table.confirm(index, session) else {
                session.remark("nothing was performed")
                return .failed
            }
            return try table.perform(index, &session, arguments)
        }
        if wishes.isDry || isJSON { return .done }
        guard Question.canBeAsked else {
            if let id = table.id {
                session.remark(
                    "to run it: git autowrk suggest --made \(id.description.prefix(8)) --yes, with -n for another one"
                )
            }
            return .done
        }
        var dialogue = SuggestionDialogue(table: table, index: index)
        return try dialogue.hold(&session, arguments)
    }

    /// What is suggested, by whomever it has to be.
    private static func table(
        _ wishes: SuggestWishes, _ ground: SuggestionGround, _ session: inout Session,
        in journal: inout Journal, _ arguments: Arguments
    ) throws(Failure) -> SuggestionSession {
        let secrets = Secrets(
            environment: session.environment,
            listed: try session.configuration(of: journal.repository).strings("autowrk.secret"))
        var made: (id: SuggestionID, record: SuggestionRecord)?
        if let word = wishes.made { made = try MadeSuggestion.find(word, in: &journal) }
        let task = made?.record.task ?? wishes.task
        try session.requireNoSecrets(in: ["the task": task], journal)
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
        let id = wishes.isDry ? nil : try SuggestionLog.make(draft, session, in: &journal)
        return SuggestionSession(draft, id, maker)
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

    private static func show(
        _ table: SuggestionSession, _ session: inout Session, asJSON isJSON: Bool
    ) throws(Failure) {
        let draft = table.draft
        let mask = table.maker.secrets
        if isJSON {
            try session.print(
                SuggestionDocument.members(of: draft, table.id, here: table.ground.here, mask))
            return
        }
        let preview = SuggestionPreview(style: .output(session.terminal))
        for index in draft.ranked.indices {
            if index > 0 { try session.print() }
            for line in preview.lines(table.standing(index), number: index + 1) { try session.print(line) }
        }
        try Self.show(draft.workflows, &session)
        guard !draft.answers.isEmpty else { return }
        try session.print()
        let comparison = Comparison(
            names: draft.answers.map { $0.number.map { n in "\(n). " } ?? "" + $0.name },
            outcomes: draft.answers.map(\.outcome), mask: mask)
        for line in comparison.table(width: session.lineWidth) { try session.print(line) }
        for answer in draft.answers {
            if let fault = answer.fault { try session.print(harmless("\(answer.name): \(fault)")) }
        }
    }

    private static func show(
        _ workflows: [(name: String, summary: String)], _ session: inout Session
    ) throws(Failure) {
        guard !workflows.isEmpty else { return }
        try session.print("\nworkflows that may do it:")
        for workflow in workflows { try session.print("   " + SuggestionPreview.line(workflow)) }
    }

    private static func nothing(
        _ draft: SuggestionDraft, _ session: inout Session, _ arguments: Arguments
    ) throws(Failure) -> ExitStatus {
        if arguments.has("--json") {
            try session.print(SuggestionDocument.members(of: draft, nil, here: nil, SecretMask([])))
            return .failed
        }
        guard draft.workflows.isEmpty else {
            try Self.show(draft.workflows, &session)
            return .done
        }
        for answer in draft.answers {
            if let fault = answer.fault { session.remark(harmless("\(answer.name): \(fault)")) }
        }
        throw Failure(
            .remote, "nothing was found for this task",
            hints: draft.answers.isEmpty
                ? ["other words may help: recipes are found by what they do, as in 'undo the last commit'"]
                    + (draft.fallback == nil ? ModelService.nobody.hints : []) : [])
    }
}
