import JSON
import Journal
import Workflow

/// What is recorded as it is, and must not hold a secret: masked it would be something else.
extension Secrets {
    /// Refuses inputs with a secret.
    func requireNone(in inputs: [String: JSON]) throws(RunRefusal) {
        if mask.isEmpty { return }
        for (input, value) in inputs.sorted(by: { $0.key < $1.key }) {
            guard let name = name(where: { $0.isNeeded(for: value) || $0.isNeeded(for: input) }) else {
                continue
            }
            throw RunRefusal(
                "input '\(mask.apply(to: input))' holds the secret '\(name)', and inputs are recorded",
                hints: [
                    "the step that needs it gets it with 'env: {\(name): ${{ secrets.\(name) }}}'",
                    Self.exemption(of: name),
                ])
        }
    }

    /// Refuses facts about other things, such as the text of an issue, with a secret in what they say or carry.
    func requireNone(in events: [EventDraft]) throws(RunRefusal) {
        if inFiles.isEmpty { return }
        for event in events where event.needs(inFiles) {
            guard let name = name(where: { event.needs($0) }) else { continue }
            throw RunRefusal(
                "what '\(event.stream)' is to say holds the secret '\(name)', and it is recorded",
                hints: ["write a name in its place", Self.exemption(of: name)])
        }
    }

    /// Refuses files that go along with a run with a secret in them.
    func requireNone(in attachments: [Attachment]) throws(RunRefusal) {
        if inFiles.isEmpty { return }
        for attachment in attachments where attachment.needs(inFiles) {
            guard let name = name(where: { attachment.needs($0) }) else { continue }
            throw RunRefusal(
                "file '\(attachment.name)' holds the secret '\(name)', and it is recorded",
                hints: [Self.exemption(of: name)])
        }
    }

    /// Refuses a workflow whose text has a secret in it.
    func requireNone(in workflow: RunnableWorkflow) throws(RunRefusal) {
        guard !inFiles.isEmpty, inFiles.isNeeded(for: workflow.text),
            let name = name(where: { $0.isNeeded(for: workflow.text) })
        else { return }
        throw RunRefusal(
            "workflow '\(workflow.definition.name)' holds the secret '\(name)', and its text is recorded",
            hints: ["it can say '${{ secrets.\(name) }}'", Self.exemption(of: name)])
    }
}

extension EventDraft {
    fileprivate func needs(_ mask: SecretMask) -> Bool {
        mask.isNeeded(for: .object(data)) || attachments.contains { $0.needs(mask) }
    }
}

extension Attachment {
    /// Objects are stored already, and were looked through by then.
    fileprivate func needs(_ mask: SecretMask) -> Bool {
        if case .bytes(let bytes) = content { mask.isNeeded(for: bytes) } else { false }
    }
}
