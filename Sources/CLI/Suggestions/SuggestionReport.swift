import Suggestions

/// Prints what is suggested.
enum SuggestionReport {
    /// Shows all alternatives, or prints their document.
    static func show(
        _ table: SuggestionSession, _ session: inout Session, asJSON isJSON: Bool
    ) throws(Failure) {
        let draft = table.draft
        if isJSON {
            try session.print(
                SuggestionDocument.members(of: draft, table.id, here: table.ground.here))
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
            names: draft.answers.map { ($0.number.map { "\($0). " } ?? "") + $0.name },
            outcomes: draft.answers.map(\.outcome), mask: draft.mask)
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

    /// Says that there is no alternative.
    ///
    /// - Throws: when there is no workflow either.
    static func nothing(
        _ draft: SuggestionDraft, here: String?, _ session: inout Session, _ arguments: Arguments
    ) throws(Failure) -> ExitStatus {
        if arguments.has("--json") {
            try session.print(SuggestionDocument.members(of: draft, nil, here: nil))
            return draft.workflows.isEmpty ? .failed : .done
        }
        guard draft.workflows.isEmpty else {
            try Self.show(draft.workflows, &session)
            return .done
        }
        for answer in draft.answers {
            if let fault = answer.fault { session.remark(harmless("\(answer.name): \(fault)")) }
        }
        var hints: [String] = []
        if draft.answers.isEmpty {
            hints = ["other words may help: recipes are found by what they do, as in 'undo the last commit'"]
            if here == nil {
                hints.append("most recipes need a working directory, which this repository has not")
            }
            if draft.fallback == nil { hints += ModelService.nobody.hints }
        }
        throw Failure(.remote, "nothing was found for this task", hints: hints)
    }
}
