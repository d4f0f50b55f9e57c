import JSON

/// What a provider says about an error, out of the shapes that bodies have:
/// `{"error": {"type", "code", "status", "message", "details"}}`, `{"error": "…"}`, the same within an array,
/// `{"type": "error", "code", "message"}`, `{"message": "…"}`, `{"detail": "…"}`.
struct ErrorReport: Sendable, Equatable {
    /// For people.
    var message = ""
    /// Types, codes and reasons, in lower case.
    var words: [String] = []
    /// A status of HTTP that stands in the body, as some servers that answer with 200 do.
    var status: Int?
    /// The request's id that stands in the body.
    var requestID: String?
    /// Google's hint when to come back, as in `34.07s`.
    var retryDelay: String?
    /// Google's names of what is used up, as in `GenerateRequestsPerDayPerProjectPerModel-FreeTier`.
    var quotas: [String] = []

    init() {}

    init(_ value: JSON) {
        let body = value.arrayValue?.first ?? value
        requestID = body.text("request_id")
        let error = body.value("error") ?? body
        if let text = error.stringValue {
            message = text
            take(body, "code", "type")
            return
        }
        message =
            error.text("message") ?? error.text("detail") ?? body.text("message")
            ?? body.text("error_description") ?? error.elements("detail").first?.text("msg") ?? ""
        take(error, "code", "type", "status")
        if let metadata = error.value("metadata") {
            // OpenRouter hands on what the provider behind it has said.
            if let raw = metadata.text("raw") { message += (message.isEmpty ? "" : ": ") + raw }
        }
        for detail in error.elements("details") {
            take(detail, "reason")
            retryDelay = retryDelay ?? detail.text("retryDelay")
            for violation in detail.elements("violations") {
                quotas += [violation.text("quotaId") ?? violation.text("quotaMetric")].compactMap(\.self)
            }
        }
    }

    private mutating func take(_ value: JSON, _ keys: String...) {
        for key in keys {
            if let word = value.text(key), Int(word) == nil { words.append(word.lowercased()) }
            if let number = value.count(key), (400..<600).contains(number) { status = status ?? number }
        }
    }
}
