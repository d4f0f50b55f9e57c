import JSON

/// Puts a message together from `message_start`, blocks by their index, `message_delta` and `message_stop`.
struct AnthropicStream: StreamedReply {
    private let format: Anthropic
    private var message: AnthropicMessage
    /// By index, with what has come of each in pieces.
    private var blocks: [Int: OpenBlock] = [:]
    private(set) var isComplete = false
    private(set) var hasAnswered = false

    private struct OpenBlock {
        var value: JSON.Object
        var text = ""
        var signature = ""
        var input = ""
    }

    init(format: Anthropic) { (self.format, message) = (format, AnthropicMessage(format: format.name)) }

    mutating func take(_ value: JSON, event: String) throws(ModelError) -> [ReplyPiece] {
        switch value.text("type") ?? event {
        case "message_start":
            guard let start = value.value("message") else { return [] }
            message.take(start)
            message.take(delta: start)
            message.take(usage: start.value("usage"))
        case "content_block_start":
            return start(value)
        case "content_block_delta":
            return add(value)
        case "message_delta":
            message.take(delta: value["delta"] ?? .null)
            message.take(usage: value.value("usage"))
        case "message_stop":
            isComplete = true
        case "error":
            throw format.error(reportedIn: value)
        default:
            // `ping`, `content_block_stop`, and what may come to be: the documentation asks to pass over it.
            break
        }
        return []
    }

    func reply(requestID: String?) -> Reply {
        var message = message
        message.blocks = blocks.sorted { $0.key < $1.key }.map { Self.closed($0.value) }
        return message.reply(requestID: requestID)
    }

    private mutating func start(_ value: JSON) -> [ReplyPiece] {
        guard let index = value.count("index"), let block = value["content_block"]?.objectValue else {
            return []
        }
        hasAnswered = true
        blocks[index] = OpenBlock(value: block)
        let start = JSON.object(block)
        switch start.text("type") {
        case "text": return start.text("text").map { [.text($0)] } ?? []
        case "thinking": return start.text("thinking").map { [.thinking($0)] } ?? []
        case "tool_use":
            return [.toolCall(id: start.text("id") ?? "", name: start.text("name") ?? "")]
        default: return []
        }
    }

    private mutating func add(_ value: JSON) -> [ReplyPiece] {
        guard let index = value.count("index"), let delta = value["delta"] else { return [] }
        hasAnswered = true
        switch delta.text("type") {
        case "text_delta":
            guard let text = delta.text("text") else { return [] }
            blocks[index, default: OpenBlock(value: ["type": "text"])].text += text
            return [.text(text)]
        case "thinking_delta":
            guard let text = delta.text("thinking") else { return [] }
            blocks[index, default: OpenBlock(value: ["type": "thinking"])].text += text
            return [.thinking(text)]
        case "signature_delta":
            blocks[index]?.signature += delta.text("signature") ?? ""
        case "input_json_delta":
            blocks[index]?.input += delta.text("partial_json") ?? ""
        default:
            // Citations: they are no part of what is handed back.
            break
        }
        return []
    }

    private static func closed(_ block: OpenBlock) -> AnthropicMessage.Block {
        var value = block.value
        let start = JSON.object(value)
        switch start.text("type") {
        case "text":
            value["text"] = .string((start.text("text") ?? "") + block.text)
        case "thinking":
            value["thinking"] = .string((start.text("thinking") ?? "") + block.text)
            if !block.signature.isEmpty { value["signature"] = .string(block.signature) }
        case "tool_use":
            // Without pieces the input stands in the start.
            return AnthropicMessage.Block(
                value: start, input: block.input.isEmpty ? nil : block.input)
        default:
            if !block.input.isEmpty { value.set("input", try? WireJSON.parse(block.input)) }
        }
        return AnthropicMessage.Block(value: .object(value))
    }
}
