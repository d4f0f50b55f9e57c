import JSON
import TestSupport

/// The same answer, `Hello` for 10 tokens and 2 of its own, as each family of providers gives it.
struct ProviderWire: Sendable, CustomStringConvertible {
    /// As it is configured.
    let name: String
    /// The model that is asked unless told otherwise; nil where nobody knows one.
    let hasModel: Bool
    /// The answer where it is not streamed.
    let whole: JSON
    /// The pieces of the answer, two of them text; the last ones end it.
    let pieces: [String]
    let type: String
    /// The field with the key, and what stands in front of it there; nil where none is needed.
    let key: (field: String, prefix: String)?

    var description: String { name }

    static let all = [anthropic, openAI, chat, gemini, ollama]

    /// Answers streamed or not, as it is asked.
    func answer(_ request: ScriptedServer.Received) -> [ScriptedServer.Act] {
        let body = try? JSON(parsing: request.body)
        let isStreamed = body?["stream"]?.boolValue ?? false || request.path.contains("stream")
        if isStreamed { return [.head(type: type), .text(pieces.joined())] }
        return [.respond(200, whole.canonical)]
    }

    /// Sends the first piece, and the rest when it is told to.
    func answer(after signal: Signal) -> [ScriptedServer.Act] {
        [.head(type: type), .text(pieces[0]), .wait(signal), .text(pieces.dropFirst().joined())]
    }

    private static func events(_ events: JSON...) -> String {
        events.map { "data: \($0.canonical)\n\n" }.joined()
    }

    static let anthropic = ProviderWire(
        name: "anthropic", hasModel: true,
        whole: [
            "id": "msg_1", "type": "message", "role": "assistant", "model": "claude-sonnet-4-5",
            "content": [["type": "text", "text": "Hello"]], "stop_reason": "end_turn",
            "usage": ["input_tokens": 10, "output_tokens": 2],
        ],
        pieces: [
            events(
                [
                    "type": "message_start",
                    "message": ["id": "msg_1", "model": "claude-sonnet-4-5", "usage": ["input_tokens": 10]],
                ],
                ["type": "content_block_start", "index": 0, "content_block": ["type": "text", "text": ""]],
                delta("Hel")),
            events(delta("lo")),
            events(
                [
                    "type": "message_delta", "delta": ["stop_reason": "end_turn"],
                    "usage": ["output_tokens": 2],
                ], ["type": "message_stop"]),
        ], type: "text/event-stream", key: ("x-api-key", ""))

    private static func delta(_ text: String) -> JSON {
        [
            "type": "content_block_delta", "index": 0,
            "delta": ["type": "text_delta", "text": .string(text)],
        ]
    }

    private static let openAIResponse: JSON = [
        "id": "resp_1", "object": "response", "model": "gpt-5", "status": "completed",
        "output": [
            [
                "type": "message", "id": "msg_1", "role": "assistant", "status": "completed",
                "content": [["type": "output_text", "text": "Hello", "annotations": []]],
            ]
        ],
        "usage": ["input_tokens": 10, "output_tokens": 2, "total_tokens": 12],
    ]

    private static func outputDelta(_ text: String) -> JSON {
        [
            "type": "response.output_text.delta", "item_id": "msg_1", "output_index": 0, "content_index": 0,
            "delta": .string(text),
        ]
    }

    static let openAI = ProviderWire(
        name: "openai", hasModel: true, whole: openAIResponse,
        pieces: [
            events(outputDelta("Hel")), events(outputDelta("lo")),
            events(["type": "response.completed", "response": openAIResponse]),
        ], type: "text/event-stream", key: ("authorization", "Bearer "))

    private static func chunk(_ delta: JSON, _ end: JSON = .null) -> JSON {
        [
            "id": "c_1", "object": "chat.completion.chunk", "model": "gpt-5",
            "choices": [["index": 0, "delta": delta, "finish_reason": end]],
        ]
    }

    static let chat = ProviderWire(
        name: "openai-chat", hasModel: true,
        whole: [
            "id": "c_1", "object": "chat.completion", "model": "gpt-5",
            "choices": [
                [
                    "index": 0, "finish_reason": "stop",
                    "message": ["role": "assistant", "content": "Hello"],
                ]
            ],
            "usage": ["prompt_tokens": 10, "completion_tokens": 2, "total_tokens": 12],
        ],
        pieces: [
            events(chunk(["role": "assistant", "content": "Hel"])), events(chunk(["content": "lo"])),
            events(
                chunk([:], "stop"),
                [
                    "id": "c_1", "model": "gpt-5", "choices": [],
                    "usage": ["prompt_tokens": 10, "completion_tokens": 2, "total_tokens": 12],
                ]) + "data: [DONE]\n\n",
        ], type: "text/event-stream", key: ("authorization", "Bearer "))

    private static func candidate(_ text: String, _ end: String?) -> JSON {
        var candidate: JSON.Object = [
            "index": 0, "content": ["role": "model", "parts": [["text": .string(text)]]],
        ]
        candidate["finishReason"] = end.map { .string($0) }
        return [
            "candidates": [.object(candidate)], "modelVersion": "gemini-2.5-pro", "responseId": "g_1",
            "usageMetadata": ["promptTokenCount": 10, "candidatesTokenCount": 2, "totalTokenCount": 12],
        ]
    }

    static let gemini = ProviderWire(
        name: "gemini", hasModel: true, whole: candidate("Hello", "STOP"),
        pieces: [events(candidate("Hel", nil)), events(candidate("lo", "STOP"))],
        type: "text/event-stream", key: ("x-goog-api-key", ""))

    private static func line(_ text: String, isDone: Bool) -> JSON {
        var line: JSON.Object = [
            "model": "llama3", "message": ["role": "assistant", "content": .string(text)],
            "done": .bool(isDone),
        ]
        if isDone {
            line["done_reason"] = "stop"
            line["prompt_eval_count"] = 10
            line["eval_count"] = 2
        }
        return .object(line)
    }

    static let ollama = ProviderWire(
        name: "ollama", hasModel: false, whole: line("Hello", isDone: true),
        pieces: [
            line("Hel", isDone: false).canonical + "\n", line("lo", isDone: false).canonical + "\n",
            line("", isDone: true).canonical + "\n",
        ], type: "application/x-ndjson", key: nil)
}
