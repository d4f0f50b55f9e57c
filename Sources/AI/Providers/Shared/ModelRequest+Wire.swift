import JSON

extension ModelRequest {
    /// Whether the answer's shape stands in the request itself.
    var asksForShape: Bool {
        guard output != nil else { return false }
        return switch abilities.structuredOutput {
        case .none: false
        case .alone: tools.isEmpty
        case .withTools: true
        }
    }

    /// What the model is told before anything else, with the answer's shape where that can't be asked for
    /// otherwise.
    var systemText: String {
        guard let output, !asksForShape else { return system }
        let shape = "Answer with one JSON value and nothing else: no prose, no fence. Its JSON Schema: "
        return system + (system.isEmpty ? "" : "\n\n") + shape + JSON.object(output.schema).canonical
    }

    /// The tools that the model may be offered.
    var offeredTools: [ToolDefinition] { abilities.tools ? tools : [] }

    /// The temperature, where one can be asked for.
    var offeredTemperature: Double? {
        guard abilities.temperature, let temperature, temperature.isFinite else { return nil }
        return max(0, temperature)
    }

    /// The effort in the words that most providers share; nil where nothing is to be said.
    var effortWord: String? {
        guard abilities.thinking != .none, let thinking else { return nil }
        return thinking == .none ? abilities.leastEffort ?? "none" : thinking.rawValue
    }
}

extension [Message] {
    /// The turns with those of the same side put together, as some providers want them to alternate. A turn
    /// that has nothing to say is left out.
    ///
    /// - Parameter said: what a turn has to say to the provider, and its place in the conversation.
    func merged<Part>(_ said: (Message, Int) -> [Part]) -> [(role: Message.Role, parts: [Part])] {
        var turns: [(role: Message.Role, parts: [Part])] = []
        for (index, message) in enumerated() {
            let parts = said(message, index)
            guard !parts.isEmpty else { continue }
            if let last = turns.last, last.role == message.role {
                turns[turns.count - 1].parts += parts
            } else {
                turns.append((message.role, parts))
            }
        }
        return turns
    }

    /// Where the present question stands: what is behind it is the work on it, in which providers want to see
    /// what the model has thought.
    var presentQuestion: Int {
        lastIndex { message in
            message.role == .user
                && message.parts.contains { if case .toolResult = $0 { false } else { true } }
        } ?? -1
    }
}
