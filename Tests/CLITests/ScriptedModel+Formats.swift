import JSON
import TestSupport

extension ScriptedModel {
    /// How a family of providers streams what its model says.
    enum Format: String, CaseIterable {
        case anthropic
        case responses = "openai"
        case chat = "openai-chat"
        case gemini
        case ollama

        /// What `--agent` names.
        var agent: String { self == .ollama ? "model:ollama/llama3" : "model:\(rawValue)" }

        /// The variables by which the server is found.
        func environment(_ url: String, key: String) -> [String: String] {
            guard self != .anthropic else { return ["ANTHROPIC_API_KEY": key, "ANTHROPIC_BASE_URL": url] }
            let name = rawValue.uppercased().replacing("-", with: "_")
            return ["AUTOWRK_\(name)_URL": url, "AUTOWRK_\(name)_KEY": key]
        }

        /// The turn that a request asks for, from 1: what the model has said stands in it in one piece or several.
        static func turn(of body: JSON) -> Int {
            let items = (body["messages"] ?? body["contents"] ?? body["input"])?.arrayValue ?? []
            let areModels = items.map {
                ["assistant", "model"].contains($0["role"]) || $0["type"] == "function_call"
            }
            return zip([false] + areModels, areModels).count { $1 && !$0 } + 1
        }

        /// What is done where a line is said.
        func acts(_ line: Line, _ turn: Int) -> [ScriptedServer.Act] {
            switch (line, self) {
            case (.does(let acts), _): acts
            case (.says(let blocks, let stop), .anthropic): stream(anthropic(blocks, stop, turn))
            case (.says(let blocks, _), .responses): stream(responses(blocks, turn))
            case (.says(let blocks, let stop), .chat): stream(chat(blocks, stop, turn))
            case (.says(let blocks, _), .gemini): stream(gemini(blocks))
            case (.says(let blocks, _), .ollama):
                [
                    .head(type: "application/x-ndjson"),
                    .text(ollama(blocks).map { $0.canonical + "\n" }.joined()),
                ]
            }
        }

        private func stream(_ events: [JSON]) -> [ScriptedServer.Act] {
            [.head(), .text(events.map { "data: \($0.canonical)\n\n" }.joined())]
        }
    }
}

extension ScriptedModel.Block {
    /// The text, or the name and the arguments of the call.
    fileprivate var parts: (text: String?, call: (name: String, arguments: String)?) {
        switch self {
        case .text(let text): (text, nil)
        case .call(let name, let arguments): (nil, (name, JSON.object(arguments).canonical))
        case .raw(let name, let arguments): (nil, (name, arguments))
        }
    }
}

extension ScriptedModel.Format {
    private func anthropic(_ blocks: [ScriptedModel.Block], _ stop: String, _ turn: Int) -> [JSON] {
        var events: [JSON] = [
            [
                "type": "message_start",
                "message": [
                    "id": .string("msg_\(turn)"), "type": "message", "role": "assistant",
                    "model": "claude-sonnet-4-5", "content": [],
                    "usage": ["input_tokens": .integer(1000), "output_tokens": 1],
                ],
            ]
        ]
        for (index, block) in blocks.enumerated() {
            let number = JSON.integer(Int64(index))
            let start: JSON
            let delta: JSON
            if let call = block.parts.call {
                start = [
                    "type": "tool_use", "id": .string(turn == 0 ? "toolu_0" : "toolu_\(turn)_\(index)"),
                    "name": .string(call.name),
                    "input": [:],
                ]
                delta = ["type": "input_json_delta", "partial_json": .string(call.arguments)]
            } else {
                start = ["type": "text", "text": ""]
                delta = ["type": "text_delta", "text": .string(block.parts.text ?? "")]
            }
            events += [
                ["type": "content_block_start", "index": number, "content_block": start],
                ["type": "content_block_delta", "index": number, "delta": delta],
                ["type": "content_block_stop", "index": number],
            ]
        }
        return events + [
            [
                "type": "message_delta", "delta": ["stop_reason": .string(stop)],
                "usage": ["output_tokens": 50],
            ],
            ["type": "message_stop"],
        ]
    }

    private func responses(_ blocks: [ScriptedModel.Block], _ turn: Int) -> [JSON] {
        let items: [JSON] = blocks.enumerated().map { index, block in
            if let call = block.parts.call {
                return [
                    "type": "function_call", "id": .string("fc_\(turn)_\(index)"), "status": "completed",
                    "call_id": .string("call_\(turn)_\(index)"), "name": .string(call.name),
                    "arguments": .string(call.arguments),
                ]
            }
            return [
                "type": "message", "id": .string("msg_\(turn)_\(index)"), "role": "assistant",
                "status": "completed",
                "content": [
                    ["type": "output_text", "text": .string(block.parts.text ?? ""), "annotations": []]
                ],
            ]
        }
        let events: [JSON] = items.enumerated().map { index, item in
            [
                "type": "response.output_item.done", "output_index": .integer(Int64(index)), "item": item,
            ]
        }
        let response: JSON = [
            "id": .string("resp_\(turn)"), "object": "response", "model": "gpt-5", "status": "completed",
            "output": .array(items),
            "usage": ["input_tokens": 1000, "output_tokens": 50, "total_tokens": 1050],
        ]
        return events + [["type": "response.completed", "response": response]]
    }

    private func chat(_ blocks: [ScriptedModel.Block], _ stop: String, _ turn: Int) -> [JSON] {
        func chunk(_ delta: JSON, _ end: JSON = .null) -> JSON {
            [
                "id": .string("c_\(turn)"), "object": "chat.completion.chunk", "model": "gpt-5",
                "choices": [["index": 0, "delta": delta, "finish_reason": end]],
            ]
        }
        let texts = blocks.compactMap(\.parts.text).map { chunk(["content": .string($0)]) }
        let calls = blocks.compactMap(\.parts.call).enumerated().flatMap { index, call in
            [
                chunk([
                    "tool_calls": [
                        [
                            "index": .integer(Int64(index)), "id": .string("call_\(turn)_\(index)"),
                            "type": "function",
                            "function": ["name": .string(call.name), "arguments": ""],
                        ]
                    ]
                ]),
                chunk([
                    "tool_calls": [
                        [
                            "index": .integer(Int64(index)),
                            "function": ["arguments": .string(call.arguments)],
                        ]
                    ]
                ]),
            ]
        }
        let usage: JSON = [
            "id": .string("c_\(turn)"), "model": "gpt-5", "choices": [],
            "usage": ["prompt_tokens": 1000, "completion_tokens": 50, "total_tokens": 1050],
        ]
        let end: JSON = stop == "tool_use" ? "tool_calls" : "stop"
        return [chunk(["role": "assistant", "content": ""])] + texts + calls + [chunk([:], end), usage]
    }

    private func gemini(_ blocks: [ScriptedModel.Block]) -> [JSON] {
        let parts: [JSON] = blocks.map { block in
            guard let call = block.parts.call else { return ["text": .string(block.parts.text ?? "")] }
            return ["functionCall": ["name": .string(call.name), "args": Self.object(call.arguments)]]
        }
        return [
            [
                "candidates": [
                    [
                        "index": 0, "content": ["role": "model", "parts": .array(parts)],
                        "finishReason": "STOP",
                    ]
                ],
                "modelVersion": "gemini-2.5-pro", "responseId": "g_1",
                "usageMetadata": [
                    "promptTokenCount": 1000, "candidatesTokenCount": 50, "totalTokenCount": 1050,
                ],
            ]
        ]
    }

    private func ollama(_ blocks: [ScriptedModel.Block]) -> [JSON] {
        func line(_ message: JSON) -> JSON { ["model": "llama3", "message": message, "done": false] }
        return blocks.map { block in
            guard let call = block.parts.call else {
                return line(["role": "assistant", "content": .string(block.parts.text ?? "")])
            }
            let function: JSON = ["name": .string(call.name), "arguments": Self.object(call.arguments)]
            return line(["role": "assistant", "content": "", "tool_calls": [["function": function]]])
        } + [
            [
                "model": "llama3", "message": ["role": "assistant", "content": ""], "done": true,
                "done_reason": "stop", "prompt_eval_count": 1000, "eval_count": 50,
            ]
        ]
    }

    /// Arguments where they do not travel as text.
    private static func object(_ arguments: String) -> JSON { (try? JSON(parsing: arguments)) ?? [:] }
}
