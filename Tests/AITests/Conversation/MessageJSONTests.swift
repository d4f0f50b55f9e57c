import AI
import JSON
import Testing

/// Conversations as they are kept in events and handed in by people.
struct MessageJSONTests {
    private static let seal = Seal(format: "anthropic", ["signature": "s=="])

    @Test(arguments: [
        MessagePart.text("é\u{0}\n\"x\""), .text(""),
        .thinking(Thinking("hm", seal: seal)), .thinking(Thinking("", seal: seal)), .thinking(Thinking("hm")),
        .toolCall(ToolCall(id: "1", name: "read", arguments: "{\"a\": 1}", seal: seal)),
        .toolCall(ToolCall(id: "", name: "", arguments: "{broken")),
        .toolCall(ToolCall(id: "1", name: "read", arguments: "")),
        .toolResult(ToolResult(call: "1", name: "read", text: "x\r\n", isError: true)),
        .toolResult(ToolResult(call: "1", name: "read", text: "")),
        .foreign(format: "openai", ["type": "reasoning", "id": "r", "summary": []]),
        .foreign(format: "gemini", .null),
    ])
    func `each part comes back as it was`(part: MessagePart) throws {
        for role in [Message.Role.user, .assistant] {
            let message = Message(role, [part, .text("and"), part])
            let text = message.json.canonical
            #expect(try Message(json: JSON(parsing: text)) == message)
        }
    }

    @Test func `a turn without parts comes back`() throws {
        #expect(try Message(json: Message(.assistant, []).json) == Message(.assistant, []))
    }

    @Test func `people may write texts for parts and objects for arguments`() throws {
        #expect(
            try Message(json: ["role": "user", "content": "hello"]) == Message(.user, [.text("hello")]))
        let call: JSON = ["type": "tool_call", "id": "1", "name": "f", "arguments": ["b": 1, "a": [2]]]
        #expect(
            try MessagePart(json: call)
                == .toolCall(ToolCall(id: "1", name: "f", arguments: "{\"a\":[2],\"b\":1}")))
        let bare: JSON = ["type": "tool_call", "id": "1", "name": "f"]
        #expect(try MessagePart(json: bare) == .toolCall(ToolCall(id: "1", name: "f", arguments: "{}")))
    }

    private static let broken: [(JSON, String)] = [
        (.null, "a message needs a 'role', 'user' or 'assistant'"),
        (["role": "tool", "content": "x"], "a message needs a 'role', 'user' or 'assistant'"),
        (["role": "user"], "a message needs 'content', a text or an array of parts"),
        (["role": "user", "content": 7], "a message needs 'content', a text or an array of parts"),
        (["role": "user", "content": [["type": "image"]]], "there is no part of type 'image'"),
        (["role": "user", "content": ["x"]], "there is no part of type ''"),
        (["role": "user", "content": [["type": "text"]]], "a part of type 'text' needs a 'text'"),
        (
            ["role": "user", "content": [["type": "tool_result", "text": "x"]]],
            "a part of type 'tool_result' needs a 'call'"
        ),
    ]

    @Test(arguments: broken)
    func `what is no turn is told`(json: JSON, message: String) {
        #expect(throws: ConversationError(message)) { try Message(json: json) }
    }
}
