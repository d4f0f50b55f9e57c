import JSON
import Journal
public import Workflow

/// What a person says to a question of a step.
public enum PersonAnswer: Sendable, Equatable {
    /// Words, and whether they came with a yes or a no.
    case answered(String, approves: Bool, by: String)
    /// Nobody has said anything yet: the run that waits for it.
    case waiting(RunID)
}

/// Questions of steps, each a run of its own with a wait point: it is listed, answered and found again as any
/// other wait.
extension Engine {
    private static let answerStep = "answer"

    /// The answer to a question, or the run that waits for it.
    func ask(_ question: String, key: String, _ scope: StepScope) async throws(StepFailure) -> PersonAnswer {
        let child = childRun(of: scope.step.id, in: scope.state, key: "question/" + key)
        do {
            if try await store.load(child).state == nil {
                let asked = scope.secrets.mask.apply(to: question)
                var request = RunRequest(
                    try Self.workflow(asking: asked), base: try scope.call([:]).base(),
                    parent: RunOrigin(run: scope.state.id, step: scope.step.id))
                request.subject = scope.state.start.subject.flatMap { StreamName($0) }
                _ = try await start(request, as: child)
            }
            let state = try await followOrLook(child)
            guard let step = state.steps[Self.answerStep], step.hasEnded else {
                if Task.isCancelled { throw StepFailure(.cancelled, "left") }
                switch state.status {
                case .cancelled, .rolledBack: return Self.withdrawn
                default: return .waiting(child)
                }
            }
            guard let vote = step.votes.last else { return Self.withdrawn }
            return .answered(vote.vote.comment ?? "", approves: vote.vote.approves, by: vote.actor)
        } catch {
            throw StepFailure(wrapping: error)
        }
    }

    private static let withdrawn = PersonAnswer.answered(
        "the question was withdrawn", approves: false, by: "")

    /// A workflow that waits for an answer and does nothing else.
    private static func workflow(asking question: String) throws(StepFailure) -> RunnableWorkflow {
        // JSON texts are YAML texts but for some characters that YAML has no place for (section 5.1), and no
        // expression must be read into the words of a model.
        let words =
            "wait for an answer: "
            + String(
                String.UnicodeScalarView(
                    question.unicodeScalars.map { Self.isOfYAML($0) ? $0 : "\u{FFFD}" }))
        let name = JSON.string(words.replacing("${{", with: "$ {{")).canonical
        let text = """
            name: question
            description: a question that an agent has asked
            steps:
              - id: \(answerStep)
                name: \(name)
                wait: approval

            """
        let (definition, diagnostics) = Definition.read(
            Array(text.utf8), name: "question", catalogue: Catalogue())
        guard let definition else {
            throw StepFailure(.input, "the question can't be asked: \(diagnostics.first?.message ?? "")")
        }
        return RunnableWorkflow(definition, text: Array(text.utf8))
    }

    private static func isOfYAML(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x7F...0x84, 0x86...0x9F, 0xFEFF, 0xFFFE, 0xFFFF: false
        default: true
        }
    }
}
