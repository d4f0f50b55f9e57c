import AI
import JSON

/// What is asked, as it was typed or piped in.
enum AskedText {
    /// In bytes; no model takes more.
    private static let limit = 16 << 20

    /// A request from the words on the command line, or else from standard input: a prompt, or a conversation
    /// in JSON, `{"system":…, "messages":[…], "tools":[…]}` or its array of messages.
    static func request(_ words: String?) throws(Failure) -> ModelRequest {
        let text: String
        if let words {
            text = words
        } else {
            text = String(decoding: try NamedText.read("-", atMost: limit, "the prompt"), as: UTF8.self)
        }
        guard text.contains(where: { !$0.isWhitespace }) else { throw Failure(.input, "the prompt is empty") }
        let start = text.drop(while: \.isWhitespace)
        if words == nil, start.first == "{" || start.first == "[", let json = try? JSON(parsing: text),
            let request = try conversation(json)
        {
            return request
        }
        return ModelRequest(model: "", messages: [Message(.user, text)])
    }

    /// Nil for JSON that is no conversation, which is a prompt as any other text.
    private static func conversation(_ json: JSON) throws(Failure) -> ModelRequest? {
        guard let list = json.arrayValue ?? json["messages"]?.arrayValue, !list.isEmpty,
            list.allSatisfy({ $0["role"] != nil })
        else { return nil }
        do throws(ConversationError) {
            var request = ModelRequest(model: json["model"]?.stringValue ?? "", messages: [])
            for element in list {
                // Many write the system's words as the first message.
                if let role = element["role"]?.stringValue, role == "system" || role == "developer",
                    let text = element["content"]?.stringValue
                {
                    request.system += (request.system.isEmpty ? "" : "\n\n") + text
                } else {
                    request.messages.append(try Message(json: element))
                }
            }
            if let system = json["system"]?.stringValue { request.system = system }
            guard request.messages.last?.role == .user else {
                throw ConversationError("the last message must be the user's")
            }
            if let tools = json["tools"] { request.tools = try AskedTools.read(tools) }
            return request
        } catch { throw Failure(.input, "cannot read the conversation: \(error)") }
    }
}

/// Tools as people write them down: those of any provider's documentation will do.
enum AskedTools {
    /// Tools from a file.
    static func read(file: String) throws(Failure) -> [ToolDefinition] {
        let bytes = try NamedText.read(file, atMost: 1 << 20, "the file of tools")
        do {
            let json = try JSON(parsing: bytes)
            return try read(json["tools"] ?? json)
        } catch { throw Failure(.input, "cannot read '\(printable(file))': \(error)") }
    }

    static func read(_ json: JSON) throws(ConversationError) -> [ToolDefinition] {
        guard let list = json.arrayValue else { throw ConversationError("tools must be an array") }
        return try list.map { (element) throws(ConversationError) in
            let tool = element["function"] ?? element
            guard let name = tool["name"]?.stringValue, !name.isEmpty else {
                throw ConversationError("a tool needs a 'name'")
            }
            let parameters = tool["parameters"] ?? tool["input_schema"] ?? tool["inputSchema"]
            return ToolDefinition(
                name: name, summary: tool["description"]?.stringValue ?? tool["summary"]?.stringValue ?? "",
                parameters: parameters?.objectValue ?? ["type": "object", "properties": [:]])
        }
    }
}
