public import JSON

/// How an answer stands in a cache on disk. It is no format for ever: what can't be read is asked for anew.
extension Reply {
    /// The answer as it is kept.
    public var json: JSON {
        var object: JSON.Object = [
            "message": message.json, "stop": .string(stop.rawValue), "word": .string(stopWord),
            "usage": usage.json,
        ]
        object["model"] = model.map { .string($0) }
        object["requestID"] = requestID.map { .string($0) }
        return .object(object)
    }

    /// Reads an answer; nil for what is none.
    public init?(_ json: JSON) {
        guard let message = json["message"].flatMap({ try? Message(json: $0) }),
            let stop = json["stop"]?.stringValue.flatMap({ StopReason(rawValue: $0) }),
            let word = json["word"]?.stringValue, let usage = json["usage"]
        else { return nil }
        self.init(
            message: message, stop: stop, stopWord: word, usage: Usage(usage),
            model: json["model"]?.stringValue, requestID: json["requestID"]?.stringValue)
    }
}
