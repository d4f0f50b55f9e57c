import AI
import JSON

/// What is asked, as it was typed or piped in.
struct AskedText {
    var request: ModelRequest
    /// What a conversation has besides what is understood, by name.
    var ignored: [String] = []

    /// Lists of other things have roles as well.
    private static let roles: Set<String> = ["user", "assistant", "system", "developer", "tool"]
    /// In bytes; no model takes more.
    private static let limit = 16 << 20

    /// A request from the words on the command line, or else from standard input: a prompt, or a conversation
    /// in JSON, `{"system":…, "messages":[…], "tools":[…]}` or its array of messages.
    ///
    /// - Throws: for no words, and for what is meant as a conversation and is none: sent as text it would be paid.
    init(_ words: String?) throws(Failure) {
        let text: String
        if let words {
            text = words
        } else {
            text = String(decoding: try NamedText.read("-", atMost: Self.limit, "the prompt"), as: UTF8.self)
        }
        guard text.contains(where: { !$0.isWhitespace }) else { throw Failure(.input, "the prompt is empty") }
        if words == nil, let json = try Self.conversation(text) {
            do throws(ConversationError) { try self.init(json) } catch {
                throw Failure(.input, "cannot read the conversation: \(error)")
            }
        } else {
            self.init(request: ModelRequest(model: "", messages: [Message(.user, text)]))
        }
    }

    private init(request: ModelRequest) { self.request = request }

    /// The conversation that a text is meant to be; nil for JSON of another kind, which is a prompt as any other
    /// text.
    private static func conversation(_ text: String) throws(Failure) -> JSON? {
        let start = text.drop(while: \.isWhitespace)
        guard start.first == "{" || start.first == "[" else { return nil }
        do {
            let json = try JSON(parsing: text)
            let isOne =
                json["messages"] != nil
                || (json.arrayValue ?? []).contains {
                    roles.contains($0["role"]?.stringValue ?? "")
                }
            return isOne ? json : nil
        } catch {
            // Broken JSON is a prompt unless it begins as a conversation does.
            let beginning = start.prefix(200).filter { !$0.isWhitespace }
            guard beginning.hasPrefix("{\"messages\":") || beginning.hasPrefix("[{\"role\":") else {
                return nil
            }
            throw Failure(.input, "cannot read the conversation: \(error)")
        }
    }

    private init(_ json: JSON) throws(ConversationError) {
        guard let list = json.arrayValue ?? json["messages"]?.arrayValue, !list.isEmpty else {
            throw ConversationError("'messages' must be an array with a message at least")
        }
        request = ModelRequest(model: "", messages: [])
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
        guard request.messages.last?.role == .user else {
            throw ConversationError("the last message must be the user's")
        }
        for (key, value) in json.objectValue?.members ?? [] { try take(key, value) }
    }

    private mutating func take(_ key: String, _ value: JSON) throws(ConversationError) {
        func unfit(_ what: String) -> ConversationError { ConversationError("'\(key)' must be \(what)") }
        switch key {
        case "messages": break
        case "model", "system":
            guard let text = value.stringValue else { throw unfit("a text") }
            if key == "model" { request.model = text } else { request.system = text }
        case "tools": request.tools = try AskedTools.read(value)
        case "max_tokens":
            guard let count = value.integerValue, (1...1_000_000_000).contains(count) else {
                throw unfit("a whole number from 1")
            }
            request.maximumOutput = Int(count)
        case "temperature":
            // JSON's own text of a number is Swift's, too.
            guard let number = Double(value.canonical), (0...2).contains(number) else {
                throw unfit("a number from 0 to 2")
            }
            request.temperature = number
        default: ignored.append(key)
        }
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
