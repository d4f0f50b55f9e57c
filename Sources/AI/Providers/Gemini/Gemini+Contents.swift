import JSON

extension Gemini {
    /// Stands in for the signature of a call that another model has made: Gemini 3 wants one from each turn
    /// that calls tools (https://ai.google.dev/gemini-api/docs/thought-signatures names this word for it).
    private static let foreignSignature: JSON = "skip_thought_signature_validator"

    func contents(of request: ModelRequest) -> [JSON] {
        request.messages.merged { message, _ in parts(of: message, for: request) }.map { turn in
            ["role": turn.role == .user ? "user" : "model", "parts": .array(turn.parts.map(JSON.object))]
        }
    }

    private func parts(of message: Message, for request: ModelRequest) -> [JSON.Object] {
        var parts: [JSON.Object] = []
        for part in message.parts {
            switch part {
            case .text(let text):
                if !text.isEmpty { parts.append(["text": .string(text)]) }
            case .thinking(let thinking):
                guard let seal = thinking.seal, seal.format == name else { continue }
                add(thinking, signature: seal.value, to: &parts)
            case .toolCall(let call):
                var part: JSON.Object = [
                    "functionCall": [
                        "id": .string(call.id), "name": .string(call.name),
                        "args": .object(call.argumentsObject),
                    ]
                ]
                if let seal = call.seal, seal.format == name { part["thoughtSignature"] = seal.value }
                parts.append(part)
            case .toolResult(let result):
                parts.append([
                    "functionResponse": [
                        "id": .string(result.call), "name": .string(result.name),
                        "response": [result.isError ? "error" : "output": .string(result.text)],
                    ]
                ])
            case .foreign(let format, let value):
                if format == name, let part = value.objectValue { parts.append(part) }
            }
        }
        sign(&parts, for: request)
        return parts
    }

    /// Thoughts without a text are the signature of the text before them.
    private func add(_ thinking: Thinking, signature: JSON, to parts: inout [JSON.Object]) {
        if !thinking.text.isEmpty {
            parts.append(["text": .string(thinking.text), "thought": true, "thoughtSignature": signature])
        } else if let last = parts.last, last["text"] != nil, last["thoughtSignature"] == nil {
            parts[parts.count - 1]["thoughtSignature"] = signature
        } else {
            parts.append(["text": "", "thoughtSignature": signature])
        }
    }

    private func sign(_ parts: inout [JSON.Object], for request: ModelRequest) {
        guard request.abilities.thinking == .effort,
            !parts.contains(where: { $0["thoughtSignature"] != nil }),
            let first = parts.firstIndex(where: { $0["functionCall"] != nil })
        else { return }
        parts[first]["thoughtSignature"] = Self.foreignSignature
    }
}
