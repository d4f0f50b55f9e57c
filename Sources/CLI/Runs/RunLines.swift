import Platform
import Workflow

/// Tells what happens in a run line by line, for logs and pipes.
struct RunLines {
    let style: TextStyle

    /// As much of a failed command's output is shown.
    private static let outputLines = 10

    /// The lines about one fact; none for what goes without saying.
    ///
    /// - Parameters:
    ///   - record: the fact.
    ///   - view: the run, which has taken it in.
    func lines(for record: RunRecord, in view: RunView) -> [String] {
        switch record.event {
        case .started, .claimed, .admitted, .stepStarted, .resumed, .completed, .failed, .cancelled,
            .rolledBack:
            return []
        case .stepCompleted(let step, let result):
            let span = view.state.steps[step]?.milliseconds.map { TimeText.span($0) } ?? ""
            let words = [result.summary ?? "", span].filter { !$0.isEmpty }
            return [line(.done, step, words.joined(separator: "  "))] + said(result)
        case .stepFailed(let step, let failure, _, let then):
            let mark: RunMark = if case .retry = then { .retrying } else { .failed }
            return [line(mark, step, rest(record.event, step))] + output(of: failure)
        // What its condition leaves out goes without saying.
        case .stepSkipped(let step, let reason):
            return reason == .request ? [line(.skipped, step, rest(record.event, step))] : []
        case .waitStarted(let step, let wait):
            let line = line(.waiting, step, StepText.words(about: wait, named: view.stepNames[step]))
            guard case .approval = wait.condition else { return [line] }
            let command = RunAnswers.commands(for: view).first { $0.contains("approve") }
            return [line] + (command.map { ["    \($0)"] } ?? [])
        case .stepInterrupted(let step, let isRepeatable):
            return [line(isRepeatable ? .retrying : .unclear, step, rest(record.event, step))]
        case .stepCompensated(let step, let compensation):
            return [line(compensation.mark, step, rest(record.event, step))]
        case .voted(let step, _): return [line(.remark, step, rest(record.event, step))]
        case .stepsReset, .paused, .rollbackStarted, .retryRequested, .skipRequested, .resumeRequested,
            .cancelRequested, .rollbackRequested:
            return ["\(RunMark.remark.text(style)) \(harmless(record.event.headline))"]
        }
    }

    /// The line for a step that has been under way for a while.
    func running(_ step: String) -> String { line(.running, step, "running") }

    /// How it stands with a run, and what a person can do.
    func standing(of view: RunView, at now: Timestamp) -> [String] {
        let mark = RunMark(view.state.status, isInterrupted: view.isInterrupted).text(style)
        var line = "\(mark) run \(view.shortName): \(view.status)"
        if view.state.phase.isOver { line += " after \(TimeText.span(view.milliseconds(at: now)))" }
        if let reason = view.reason { line += ": \(harmless(reason))" }
        return [line] + RunAnswers.commands(for: view).map { "    \($0)" }
    }

    /// What was not taken back, and why.
    static func leftovers(of state: RunState) -> [String] {
        state.compensations.compactMap { step, compensation in
            switch compensation {
            case .done, .replaced, .nothing: nil
            case .impossible, .failed: "\(step) \(harmless(compensation.headline))"
            }
        }
    }

    private func line(_ mark: RunMark, _ step: String, _ text: String) -> String {
        "\(mark.text(style)) \(step)" + (text.isEmpty ? "" : "  \(harmless(text))")
    }

    /// What the fact says behind the name of the step.
    private func rest(_ event: RunEvent, _ step: String) -> String {
        String(event.headline.dropFirst(step.count + 1))
    }

    private func said(_ result: StepResult) -> [String] {
        result.effects.flatMap { effect in
            guard case .said(let text) = effect else { return [String]() }
            return text.split(separator: "\n", omittingEmptySubsequences: false).map {
                "    \(harmless(String($0)))"
            }
        }
    }

    private func output(of failure: StepFailure) -> [String] {
        guard let output = failure.output else { return [] }
        return output.split(separator: "\n", omittingEmptySubsequences: false).suffix(Self.outputLines).map {
            "    \(style.bar) \(harmless(withoutEscapes(String($0))))"
        }
    }
}

extension Compensation {
    /// Whether the step was taken back.
    var isDone: Bool {
        switch self {
        case .done, .replaced: true
        case .nothing, .impossible, .failed: false
        }
    }

    /// At a glance.
    var mark: RunMark {
        switch self {
        case .done, .replaced, .nothing: .undone
        case .impossible: .unclear
        case .failed: .failed
        }
    }
}
