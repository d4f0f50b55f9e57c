import AI
import JSON

/// Reads recorded requests as what is asked in no provider's words. What we have no word for becomes a
/// foreign part of the same format; tools of the provider's own, and options that we do not have, are left
/// out.
enum RecordedConversation {
    struct Unreadable: Error { let what: String }

    static func request(in recording: Recording) throws -> ModelRequest {
        let body = recording.request
        var request = ModelRequest(model: body["model"]?.stringValue ?? "model", messages: [])
        switch recording.format {
        case "anthropic": try readAnthropic(body, into: &request)
        case "openai": try readResponses(body, into: &request)
        case "openai-chat": try readChat(body, into: &request)
        case "gemini": try readGemini(body, into: &request)
        case "ollama": try readOllama(body, into: &request)
        default: throw Unreadable(what: recording.format)
        }
        guard !request.messages.isEmpty else { throw Unreadable(what: recording.file) }
        return request
    }

    /// A text, or the texts of parts that are nothing else.
    static func text(_ value: JSON?) -> String? {
        if let text = value?.stringValue { return text }
        guard let parts = value?.arrayValue else { return nil }
        let texts = parts.compactMap { $0["text"]?.stringValue }
        return texts.count == parts.count ? texts.joined(separator: "\n") : nil
    }

    static func tool(_ value: JSON, parameters: String) -> ToolDefinition? {
        guard let name = value["name"]?.stringValue, let schema = value[parameters]?.objectValue else {
            return nil
        }
        return ToolDefinition(
            name: name, summary: value["description"]?.stringValue ?? "", parameters: schema)
    }

    static func choice(_ word: String?, named name: String?) -> ToolChoice {
        if let name { return .named(name) }
        return switch word {
        case "any", "required", "ANY": .required
        case "none", "NONE": .none
        default: .automatic
        }
    }

    static func shape(_ schema: JSON?, name: String = "answer") -> OutputShape? {
        schema?.objectValue.map { OutputShape(name: name, schema: $0) }
    }
}
