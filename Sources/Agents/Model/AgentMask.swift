import AI
import Engine
import JSON

/// Hides what neither a model, nor the journal, nor a reader may get to see: the secrets of the environment, the
/// keys of providers.
struct AgentMask: Sendable {
    private let masks: [SecretMask]

    init(_ masks: [SecretMask]) { self.masks = masks.filter { !$0.isEmpty } }

    /// A text without them.
    func apply(to text: String) -> String { masks.reduce(text) { $1.apply(to: $0) } }

    /// An object without them, in its texts and keys.
    func apply(to object: JSON.Object) -> JSON.Object { masks.reduce(object) { $1.apply(to: $0) } }

    /// A turn of the model without those whose values are known: what is sent again is what is recorded, and done.
    ///
    /// What only looks like a key stays. The model has seen none, and what it writes into a file is the file's.
    func apply(to message: Message) -> Message {
        if masks.isEmpty { return message }
        let json = masks.reduce(message.json) { $1.ofKnownValues.apply(to: $0) }
        return (try? Message(json: json)) ?? Message(message.role, apply(to: message.text))
    }
}
