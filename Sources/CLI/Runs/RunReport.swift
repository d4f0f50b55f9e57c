import JSON
import Platform
import Workflow

/// Everything about a run, for people.
struct RunReport {
    let view: RunView
    let style: TextStyle
    let now: Timestamp

    private var state: RunState { view.state }

    /// As much of a failed command's output is shown.
    private static let outputLines = 12

    /// All lines.
    ///
    /// - Parameter models: what is to be said of the models that were asked.
    func lines(models: [String] = []) -> [String] {
        head + steps + models + outputs(state.outputs, indent: "  ", title: "outputs") + lostWork + next
    }

    private var head: [String] {
        let mark = RunMark(state.status, isInterrupted: view.isInterrupted).text(style)
        let reason = view.reason.map { ": \(harmless($0))" } ?? ""
        var lines = [
            "\(mark) \(style.bold("run \(state.id)"))  \(harmless(state.start.workflow))  \(view.status)\(reason)",
            field(
                "started",
                "\(TimeText.moment(state.startedAt)), \(TimeText.age(state.startedAt, at: now)), by \(state.actor)"
            ),
            field(
                state.phase.isOver ? "took" : "so far", TimeText.span(view.milliseconds(at: now))),
            field("base", state.start.base),
        ]
        if !view.isOwn { lines.append(field("owner", "clone \(state.owner)")) }
        if let subject = state.start.subject { lines.append(field("about", subject)) }
        if let group = state.start.group { lines.append(field("group", group)) }
        if let origin = state.start.parent {
            lines.append(field("parent", "step \(origin.step) of run \(origin.run)"))
        }
        if let origin = state.start.fork {
            lines.append(field("fork of", "run \(origin.run) at step \(origin.step)"))
        }
        lines += outputs(state.start.inputs, indent: "  ", title: "inputs")
        for (name, branch) in state.branches.sorted(by: { $0.key < $1.key }) {
            let origin = branch.original.map { "was at \($0.prefix(12))" } ?? "made by the run"
            lines.append(field("branch", "\(name) at \(branch.current.prefix(12)), \(origin)"))
        }
        for request in state.requests { lines.append(field("asked", request.event.headline)) }
        return lines
    }

    private var steps: [String] {
        ["  steps"] + view.steps.flatMap { lines(about: $0) }.map { "    " + $0 }
    }

    /// Everything about one step.
    func lines(about id: String) -> [String] {
        guard let step = state.steps[id] else { return ["\(RunMark.open.text(style)) \(id)"] }
        let text = StepText.describe(
            step, named: view.stepNames[id], isPerformed: view.isPerformed, at: now)
        var lines = ["\(RunMark(step).text(style)) \(id)" + (text.isEmpty ? "" : "  \(harmless(text))")]
        for cast in step.votes {
            let word = cast.vote.approves ? "approved" : "rejected"
            let comment = cast.vote.comment.map { ": \($0)" } ?? ""
            lines.append("    \(word) by \(harmless(cast.actor + comment))")
        }
        for case .runStarted(let run) in step.result.effects { lines.append("    run \(run)") }
        if let child = step.child { lines.append("    run \(child)") }
        for case .said(let text) in step.result.effects { lines += quoted(text) }
        lines += outputs(step.result.outputs, indent: "    ", title: nil)
        if step.status != .completed, let output = step.failure?.output { lines += quoted(output) }
        return lines
    }

    private var lostWork: [String] {
        guard !state.lostWork.isEmpty else { return [] }
        return ["  lost: done by clones that were not, or no longer, the owner"]
            + state.lostWork.map { record in
                "    \(TimeText.moment(record.at))  \(harmless(record.event.headline))  clone \(record.replica)"
            }
    }

    private var next: [String] {
        let commands = RunAnswers.commands(for: view)
        return commands.isEmpty ? [] : ["  next"] + commands.map { "    \($0)" }
    }

    private func field(_ name: String, _ value: String) -> String {
        "  \(name)\(String(repeating: " ", count: max(1, 9 - name.count)))\(harmless(value))"
    }

    /// Values by name, one a line.
    private func outputs(_ object: JSON.Object, indent: String, title: String?) -> [String] {
        guard !object.members.isEmpty else { return [] }
        let deeper = title == nil ? indent : indent + "  "
        return (title.map { ["\(indent)\($0)"] } ?? [])
            + object.members.map { name, value in
                let text = if case .string(let text) = value { text } else { value.canonical }
                return "\(deeper)\(harmless(name)): \(harmless(text.replacing("\n", with: lineEnd)))"
            }
    }

    /// What stands for a line feed where there is one line only.
    private var lineEnd: String { style.isUnicode ? " ⏎ " : " \\n " }

    private func quoted(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).suffix(Self.outputLines).map {
            "    \(style.faint("\(style.bar) \(harmless(withoutEscapes(String($0))))"))"
        }
    }
}
