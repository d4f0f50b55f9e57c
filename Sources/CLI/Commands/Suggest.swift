import Journal
import Platform
import Suggestions

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
            Option(
                name: "--yes",
                help: "run it, unless something is refused or a recipe may be about something else"),
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
            files can be done only there. What is not committed is kept before, and 'git stash apply' has it back.
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
        var table = try SuggestionSession.open(wishes, ground, &session, in: &journal)
        guard !table.draft.ranked.isEmpty else {
            return try SuggestionReport.nothing(table.draft, here: ground.here, &session, arguments)
        }
        let index = wishes.alternative - 1
        guard table.draft.ranked.indices.contains(index) else {
            throw Failure(
                .usage, "there is no alternative \(index + 1)",
                hints: ["there \(table.draft.ranked.count == 1 ? "is 1" : "are \(table.draft.ranked.count)")"]
            )
        }
        let isJSON = arguments.has("--json")
        if !wishes.isRun || !isJSON { try SuggestionReport.show(table, &session, asJSON: isJSON) }
        try session.flush()
        if wishes.edits {
            guard try table.edit(index, session) else { return .failed }
            let preview = SuggestionPreview(style: .error(session.terminal))
            for line in preview.lines(table.standing(index), number: index + 1) { session.remark(line) }
        }
        if wishes.isRun {
            try table.requirePerformable(index)
            if wishes.made == nil, !wishes.edits { try table.requireSure(index) }
            guard try table.confirm(index, session) else {
                session.remark("nothing was performed")
                return .failed
            }
            return try table.perform(index, &session, arguments)
        }
        if wishes.isDry || isJSON { return .done }
        guard Question.canBeAsked else {
            if let id = table.id {
                let other = table.draft.ranked.count > 1 ? ", with -n for another one" : ""
                session.remark(
                    "to run it: git autowrk suggest --made \(id.description.prefix(8)) --yes\(other)")
            }
            return .done
        }
        var dialogue = SuggestionDialogue(table: table, index: index)
        return try dialogue.hold(&session, arguments)
    }
}
