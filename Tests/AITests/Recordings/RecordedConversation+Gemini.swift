import AI
import JSON

extension RecordedConversation {
    static func readGemini(_ body: JSON, into request: inout ModelRequest) throws {
        request.system = text(body["systemInstruction"]?["parts"]) ?? ""
        for tools in body["tools"]?.arrayValue ?? [] {
            for declaration in tools["functionDeclarations"]?.arrayValue ?? [] {
                request.tools += [tool(declaration, parameters: "parameters_json_schema")].compactMap(\.self)
            }
        }
        request.toolChoice = choice(
            body["toolConfig"]?["functionCallingConfig"]?["mode"]?.stringValue, named: nil)
        let configuration = body["generationConfig"]
        request.maximumOutput = configuration?["maxOutputTokens"]?.integerValue.map(Int.init)
        request.output = shape(configuration?["responseJsonSchema"])
        if configuration?["thinkingConfig"] != nil { request.thinking = .medium }
        for content in body["contents"]?.arrayValue ?? [] {
            let role: Message.Role = content["role"] == "model" ? .assistant : .user
            request.messages.append(Message(role, (content["parts"]?.arrayValue ?? []).flatMap(parts)))
        }
    }

    private static func parts(_ part: JSON) -> [MessagePart] {
        let seal = part["thoughtSignature"].map { Seal(format: "gemini", $0) }
        if let call = part["functionCall"], let name = call["name"]?.stringValue {
            let arguments = call["args"]?.canonical ?? "{}"
            return [
                .toolCall(
                    ToolCall(id: call["id"]?.stringValue ?? "", name: name, arguments: arguments, seal: seal))
            ]
        } else if let result = part["functionResponse"], let response = result["response"] {
            let text = response["error"]?.stringValue ?? response["output"]?.stringValue ?? response.canonical
            return [
                .toolResult(
                    ToolResult(
                        call: result["id"]?.stringValue ?? "", name: result["name"]?.stringValue ?? "",
                        text: text,
                        isError: response["error"] != nil))
            ]
        } else if let text = part["text"]?.stringValue {
            if part["thought"] == true { return [.thinking(Thinking(text, seal: seal))] }
            return [.text(text)] + (seal.map { [.thinking(Thinking("", seal: $0))] } ?? [])
        }
        return [.foreign(format: "gemini", camelCased(part))]
    }

    /// Some clients write the keys of the types as Python does; the service takes both, the schema does not.
    private static func camelCased(_ value: JSON) -> JSON {
        switch value {
        case .array(let elements): .array(elements.map(camelCased))
        case .object(let object):
            .object(
                JSON.Object(
                    object.members.map { key, value in
                        let words = key.split(separator: "_")
                        let name = words.dropFirst().reduce(String(words.first ?? "")) {
                            $0 + $1.prefix(1).uppercased() + $1.dropFirst()
                        }
                        return (name, key == "response" ? value : camelCased(value))
                    }))
        default: value
        }
    }

    static func readOllama(_ body: JSON, into request: inout ModelRequest) throws {
        // Of the recorded exchanges some generate from a prompt: for us that is a question.
        if let prompt = body["prompt"]?.stringValue { request.messages = [Message(.user, prompt)] }
        for message in body["messages"]?.arrayValue ?? [] {
            let text = message["content"]?.stringValue ?? ""
            switch message["role"]?.stringValue {
            case "system": request.system += text
            case "tool":
                request.messages.append(
                    Message(.user, [.toolResult(ToolResult(call: "", name: "", text: text))]))
            case "assistant":
                let calls = (message["tool_calls"]?.arrayValue ?? []).map { call in
                    MessagePart.toolCall(
                        ToolCall(
                            id: "", name: call["function"]?["name"]?.stringValue ?? "",
                            arguments: call["function"]?["arguments"]?.canonical ?? ""))
                }
                request.messages.append(Message(.assistant, [.text(text)] + calls))
            default: request.messages.append(Message(.user, text))
            }
        }
    }
}
