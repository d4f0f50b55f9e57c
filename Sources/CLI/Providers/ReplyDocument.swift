import AI
import Engine
import JSON

/// Answers of models for programs, and in a line for people.
enum ReplyDocument {
    /// A whole answer. Servers may repeat a key anywhere in it.
    static func members(of routed: RoutedReply, _ mask: SecretMask) -> JSON.Object {
        let (reply, record) = (routed.reply, routed.record)
        var object: JSON.Object = [
            "provider": .string(routed.provider), "model": .string(reply.model ?? routed.model),
            "text": .string(reply.message.text), "thinking": .string(reply.message.thinking),
            "tool_calls": .array(reply.message.toolCalls.map { json(of: $0) }),
            "stop_reason": .string(reply.stop.rawValue), "provider_stop_reason": .string(reply.stopWord),
            "usage": json(of: reply.usage),
        ]
        object["price_usd"] = routed.cost.map { .number($0.dollars) } ?? .null
        object["request_id"] = reply.requestID.map { .string($0) } ?? .null
        object["refusal"] = reply.refusal.map { .string($0) }
        add(record, to: &object)
        return mask.apply(to: object)
    }

    /// A question that nobody has answered.
    static func members(of failure: RoutingFailure, _ mask: SecretMask) -> JSON.Object {
        var error: JSON.Object = [
            "kind": .string(failure.error.kind.rawValue), "message": .string(failure.error.message),
        ]
        error["status"] = failure.error.status.map { .integer(Int64($0)) }
        error["request_id"] = failure.error.requestID.map { .string($0) }
        error["retry_after_ms"] = failure.error.retryAfter.map { .integer($0.wholeMilliseconds) }
        var object: JSON.Object = ["error": .object(error)]
        add(failure.record, to: &object)
        return mask.apply(to: object)
    }

    /// What happens meanwhile, on a line of its own; nil for what only people want to know.
    static func members(of news: RoutingNews) -> JSON.Object? {
        switch news {
        case .piece(.text(let text)): ["piece": "text", "text": .string(text)]
        case .piece(.thinking(let text)): ["piece": "thinking", "text": .string(text)]
        case .piece(.toolCall(let id, let name)):
            ["piece": "tool_call", "id": .string(id), "name": .string(name)]
        case .restart(let provider): ["piece": "restart", "provider": .string(provider)]
        case .fallback(let from, let to, let kind):
            ["piece": "fallback", "from": .string(from), "to": .string(to), "kind": .string(kind.rawValue)]
        case .waiting: nil
        }
    }

    /// What happens meanwhile, in words; nil for what need not be said.
    static func line(of news: RoutingNews) -> String? {
        switch news {
        case .fallback(let from, let to, let kind):
            "'\(from)' can't answer (\(kind.rawValue)): asking '\(to)'"
        case .waiting(let provider, let time?, .pause(let kind)) where time > .milliseconds(500):
            "'\(provider)': \(kind.rawValue), trying again in \(TimeText.span(time.wholeMilliseconds))"
        case .piece, .restart, .waiting: nil
        }
    }

    /// Who has answered, what it took.
    static func line(of routed: RoutedReply) -> String {
        let (usage, record) = (routed.reply.usage, routed.record)
        var parts = ["\(routed.provider)\(routed.model.isEmpty ? "" : "/" + routed.model)"]
        if usage.total > 0 { parts.append("\(usage.input ?? 0) + \(usage.output ?? 0) tokens") }
        if let cost = routed.cost, cost > .zero { parts.append("\(cost)") }
        if let first = record.attempts.last?.firstPieceMilliseconds {
            parts.append("first after \(TimeText.span(first))")
        }
        parts.append(TimeText.span(record.milliseconds))
        if routed.reply.stop != .finished { parts.append("stopped: \(routed.reply.stop.rawValue)") }
        return parts.joined(separator: ", ")
    }

    private static func add(_ record: CallRecord, to object: inout JSON.Object) {
        var timings: JSON.Object = [
            "total_ms": .integer(record.milliseconds), "waited_ms": .integer(record.waitedMilliseconds),
        ]
        timings["first_piece_ms"] = record.attempts.last?.firstPieceMilliseconds.map { .integer($0) } ?? .null
        object["timings"] = .object(timings)
        object["attempts"] = record.json["attempts"] ?? []
    }

    private static func json(of call: ToolCall) -> JSON {
        let text = call.arguments
        return [
            "id": .string(call.id), "name": .string(call.name),
            "arguments": (try? JSON(parsing: text.isEmpty ? "{}" : text)) ?? .string(text),
        ]
    }

    private static func json(of usage: Usage) -> JSON {
        func count(_ value: Int?) -> JSON { value.map { .integer(Int64($0)) } ?? .null }
        return [
            "input": count(usage.input), "output": count(usage.output), "cache_read": count(usage.cacheRead),
            "cache_write": count(usage.cacheWrite), "thinking": count(usage.thinking),
        ]
    }
}

extension Duration {
    /// For JSON and for people.
    var wholeMilliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
