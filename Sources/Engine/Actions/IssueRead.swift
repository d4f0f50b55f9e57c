public import Domain
import JSON
import Journal
public import Workflow

extension Action {
    /// `issue.read`: what an issue asks for, how much there is to it, and what follows from that for the run.
    static let issueRead = Action(
        signature: ActionSignature(
            name: "issue.read",
            summary: "read an issue: its kind, its branch, and whether a person has to look",
            inputs: [
                .init("issue", "the issue's number, or its name", isRequired: true),
                .init("agent", "who is to change the code; a person where it is left out"),
            ],
            outputs: [
                "id", "number", "title", "kind", "labels", "branch", "level", "reasons", "needs-person",
                "message", "agent",
            ]),
        perform: { (call) throws(StepFailure) in
            let (id, issue) = try await call.issue()
            let settings = call.configuration.issues
            let kind = issue.kind(settings)
            let complexity = issue.complexity(settings)
            let skip = issue.skipLabel(settings)
            let reasons =
                (skip.map { ["label '\($0)': nobody shall work on it yet"] } ?? [])
                + complexity.reasons.map(\.text)
            let needsPerson = skip != nil || complexity.level == .complex
            var outputs: JSON.Object = [
                "id": .string(id.description), "title": .string(issue.title), "kind": .string(kind.rawValue),
                "labels": .array(issue.labels.map { .string($0) }), "branch": .string(id.branch(kind)),
                "level": .string(complexity.level.rawValue),
                "reasons": .array(reasons.map { .string($0) }), "needs-person": .bool(needsPerson),
                "agent": .string(call.text("agent") ?? "human"),
            ]
            outputs["number"] = id.number.map { .integer(Int64($0)) } ?? .null
            outputs["message"] = .string(
                issue.title + (id.number.map { "\n\nFixes #\($0)" } ?? ""))
            var summary = "Read issue \(id.number.map { "#\($0)" } ?? id.description): \(issue.title)"
            if needsPerson { summary += " (\(reasons.joined(separator: ", ")))" }
            return StepOutcome(result: StepResult(outputs: outputs, summary: summary))
        },
        recovery: .repeats,
        compensation: .nothing)
}

extension ActionCall {
    /// The issue that the input `issue` names, as it was recorded last.
    public func issue() async throws(StepFailure) -> (id: IssueID, issue: Issue) {
        let name = try requiredText("issue")
        guard let id = IssueID(name) else {
            throw StepFailure(.input, "'\(name)' is neither the number nor the name of an issue")
        }
        guard let known = try await journal({ journal in try IssueStore.load(id, in: &journal) }) else {
            throw StepFailure(.input, "there is no issue '\(name)'")
        }
        do throws(IssueError) {
            var issue = try Issue.parse(known.text)
            issue.number = id.number
            return (id, issue)
        } catch { throw StepFailure(.input, "issue '\(name)' can't be read: \(error)") }
    }
}
