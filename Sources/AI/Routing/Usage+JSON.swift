import JSON

extension Usage {
    /// What is known of it; the rest is left out.
    var json: JSON {
        var object: JSON.Object = [:]
        object["input"] = input.map { .integer(Int64($0)) }
        object["output"] = output.map { .integer(Int64($0)) }
        object["cache_read"] = cacheRead.map { .integer(Int64($0)) }
        object["cache_write"] = cacheWrite.map { .integer(Int64($0)) }
        object["thinking"] = thinking.map { .integer(Int64($0)) }
        object["input_holds_cache"] = inputHoldsCache ? nil : false
        object["output_holds_thinking"] = outputHoldsThinking ? nil : false
        return .object(object)
    }

    /// Reads what is there; unknown members are no fault, and an absurd count is none.
    init(_ json: JSON) {
        func count(_ key: String) -> Int? { json.count(key) }
        self.init(
            input: count("input"), output: count("output"), cacheRead: count("cache_read"),
            cacheWrite: count("cache_write"), thinking: count("thinking"),
            inputHoldsCache: json["input_holds_cache"]?.boolValue ?? true,
            outputHoldsThinking: json["output_holds_thinking"]?.boolValue ?? true)
    }
}
