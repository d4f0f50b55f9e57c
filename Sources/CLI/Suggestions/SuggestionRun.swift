import Engine
import Git
import Journal
import Platform
import Suggestions
import Workflow

extension SuggestionSession {
    /// Refuses what must not be performed.
    ///
    /// - Parameter index: of the alternative.
    func requirePerformable(_ index: Int) throws(Failure) {
        let ranked = standing(index)
        if let name = ranked.alternative.missing.keys.sorted().first {
            throw Failure(
                .usage, "alternative \(index + 1) needs a value for '\(name)'",
                hints: ["-i \(name)=<value>, or --edit"])
        }
        guard ranked.decision == .refuse else { return }
        let findings = ranked.steps.flatMap { [$0.verdict, $0.undoVerdict].compactMap { $0 } }
            .filter { $0.decision == .refuse }.flatMap(\.findings)
        let reason = findings.first.map { "\(printable($0.reason)) [\($0.rule)]" } ?? "the rules of safety"
        throw Failure(
            .input, "alternative \(index + 1) is refused and can't be performed: \(reason)",
            hints: ["'--edit' changes it before it is judged again"])
    }

    /// Refuses to perform a recipe that nobody has looked at and that may be about something else.
    func requireSure(_ index: Int) throws(Failure) {
        let alternative = standing(index).alternative
        guard case .recipe(let name) = alternative.origin,
            alternative.steps.contains(where: { $0.undo != .nothing }),
            alternative.fit < Self.sureFit || !SuggestionMaker.book().isAsked(for: name, by: draft.task)
        else { return }
        throw Failure(
            .usage,
            "alternative \(index + 1) may be about something else, and nobody has looked at it before",
            hints: id.map { ["git autowrk suggest --made \($0.description.prefix(8)) --yes -n \(index + 1)"] }
                ?? [])
    }

    /// In percent: from here on nearly all words of the task are about what the recipe does.
    private static let sureFit = 75

    /// Names the commands that a person is to be asked about, and asks; without a person to ask it is an error.
    func confirm(_ index: Int, _ session: borrowing Session) throws(Failure) -> Bool {
        let ranked = standing(index)
        guard ranked.decision == .ask else { return true }
        let preview = SuggestionPreview(style: .error(session.terminal))
        for (number, step) in ranked.steps.enumerated() {
            guard step.verdict.decision == .ask else { continue }
            session.remark("step \(number + 1), \(harmless(step.step.name)):")
            for line in preview.reasons(step.verdict) { session.remark(line) }
        }
        guard Question.canBeAsked else {
            throw Failure(
                .usage,
                "alternative \(index + 1) has commands that a person is to be asked about, and nobody is there",
                hints: ["call it from a terminal"])
        }
        return Question.ask("perform it all the same? [y/N] ")?.first == "y"
    }

    /// Performs an alternative as a run, with all that runs have.
    func perform(
        _ index: Int, _ session: inout Session, _ arguments: Arguments
    ) throws(Failure) -> ExitStatus {
        try requirePerformable(index)
        let workflow = try library(session).read(text(index), as: Self.name, at: Self.file) {
            StandardError.write($0)
        }
        let before = try keptBefore(index, session)
        let following = try RunFollowing(session, base: ground.base)
        var request = RunRequest(workflow, base: ground.base)
        request.subject = id?.stream
        request.isForOthers = arguments.has("--detach")
        let run: RunID
        do throws(EngineError) {
            run = try following.call { [request] (engine) throws(EngineError) in
                try await engine.start(request)
            }
        } catch { throw Failure(usage: error) }
        if let before { try name(before, run, session) }
        if let id {
            var journal = try session.openJournal()
            try SuggestionLog.append(
                .accepted(alternative: index, run: run.description, isEdited: edits[index] != nil), of: id,
                "suggestion \(id.description.prefix(4)): accepted, run \(run.description.prefix(4))", session,
                in: &journal)
        }
        let status = try following.follow(new: run, &session, arguments)
        if !arguments.has("--json"), !arguments.has("--detach") { try Self.print(outputOf: run, &session) }
        return status
    }

    /// What stands in the working directory before the first command; nil where none of them works there.
    private func keptBefore(_ index: Int, _ session: borrowing Session) throws(Failure) -> WorkBefore? {
        let steps = standing(index).steps.map(\.step).filter { $0.place == .here }
        guard let here = ground.here, !steps.isEmpty else { return nil }
        // Of a recipe it is known that it only looks; a model may say so of anything.
        if case .recipe = standing(index).alternative.origin, edits[index] == nil,
            steps.allSatisfy({ $0.undo == .nothing })
        {
            return nil
        }
        return try WorkBefore(in: here, environment: session.environment)
    }

    /// Gives it the name that keeps it, and says how to have it back.
    private func name(
        _ before: WorkBefore, _ run: RunID, _ session: borrowing Session
    ) throws(Failure) {
        let journal = try session.openJournal()
        do throws(GitError) {
            try journal.repository.updateReference(
                run.beforeReference, to: before.commit, expecting: .mustNotExist,
                logMessage: "autowrk: before run \(run)")
        } catch { throw Failure(error) }
        for file in before.leftOut { session.remark("not kept, as it is large: '\(printable(file))'") }
        guard !before.isClean else { return }
        session.remark("what is not committed is kept: git stash apply \(run.beforeReference)")
    }

    /// Prints what the commands have printed: of one that only looks that is all there is to it.
    private static func print(outputOf run: RunID, _ session: inout Session) throws(Failure) {
        var journal = try session.openJournalForReading()
        let view = try RunReader.view(run, in: &journal)
        let style = TextStyle.output(session.terminal)
        for step in RunReader.definition(of: view.state, in: journal)?.steps ?? [] {
            // What went wrong was shown when it did.
            if view.state.steps[step.id]?.status == .failed { continue }
            let output = try StepLog.read(step.id, of: view, in: &journal)
            guard !output.isEmpty else { continue }
            let name = step.name?.constantText ?? step.id
            try session.print("\n" + style.bold(harmless(name)))
            try session.write(output + (output.last == 0x0A ? [] : [0x0A]))
        }
    }
}
