extension ErrorReport {
    /// Words of types and codes that tell the kind whatever the status, the first that fits counts.
    private static let kinds: [(words: Set<String>, kind: ModelError.Kind)] = [
        (["context_length_exceeded", "request_too_large", "model_context_window_exceeded"], .contextTooLong),
        (
            [
                "insufficient_quota", "billing_error", "billing_not_active", "billing_hard_limit_reached",
                "quota_exceeded", "insufficient_balance", "billing_disabled", "payment_required",
            ], .quota
        ),
        (
            [
                "authentication_error", "invalid_api_key", "api_key_invalid", "permission_error",
                "unauthenticated", "permission_denied", "account_deactivated", "invalid_authentication",
            ], .authentication
        ),
        (["content_filter", "content_policy_violation", "responsibleaipolicyviolation"], .refused),
        (["rate_limit_error", "rate_limit_exceeded", "rate_limited", "resource_exhausted"], .rateLimit),
        (
            ["overloaded_error", "server_overloaded", "unavailable", "slow_down", "engine_overloaded"],
            .overload
        ),
    ]

    /// Words that count where there is no status that says more.
    private static let kindsWithoutStatus: [(words: Set<String>, kind: ModelError.Kind)] = [
        (["timeout_error", "deadline_exceeded", "timeout"], .timeout),
        (
            ["invalid_request_error", "not_found_error", "invalid_argument", "not_found", "model_not_found"],
            .request
        ),
    ]

    /// What messages say where types and codes say nothing: providers change these words, so they only make a
    /// kind more exact that the status tells roughly.
    private static let phrases: [(phrases: [String], kind: ModelError.Kind)] = [
        (
            [
                "prompt is too long", "maximum context length", "context length exceeded", "context window",
                "input token count", "exceed context limit", "exceeds the context",
                "exceeds the available context",
                "too many input tokens", "reduce the length of the messages", "input is too long",
                "maximum number of tokens allowed", "exceeds the maximum number of tokens",
            ], .contextTooLong
        ),
        (
            [
                "credit balance", "insufficient credit", "insufficient balance", "insufficient quota",
                "usage limits", "spending limit", "requires more credits", "billing",
            ], .quota
        ),
        (["api key not valid", "api key expired", "incorrect api key", "invalid api key"], .authentication),
        (
            [
                "content filtering policy", "content management policy", "usage policy", "usage policies",
                "safety system", "flagged as potentially",
            ], .refused
        ),
    ]

    /// What kind of error it is.
    ///
    /// - Parameter status: of HTTP; nil amid a stream.
    func kind(status: Int?) -> ModelError.Kind {
        let status = status.flatMap { (200..<300).contains($0) ? nil : $0 } ?? self.status
        // Google has one word for all that is used up; only the quota's name tells for how long.
        if !quotas.isEmpty, status == 429 || words.contains("resource_exhausted") {
            return quotas.contains { $0.lowercased().contains("perday") } ? .quota : .rateLimit
        }
        if let kind = Self.kind(of: words, in: Self.kinds) {
            // Some say 'rate limit' to a body that is too large, and then the status tells.
            return kind == .rateLimit && status == 413 ? .contextTooLong : kind
        }
        if let kind = kindOfStatus(status) { return kind }
        if let kind = kindOfMessage(among: Set(ModelError.Kind.allCases)) { return kind }
        if let status { return status < 500 ? .request : .overload }
        return Self.kind(of: words, in: Self.kindsWithoutStatus) ?? .overload
    }

    /// The kind of a status that leaves little doubt.
    private func kindOfStatus(_ status: Int?) -> ModelError.Kind? {
        switch status {
        case 401: .authentication
        case 402: .quota
        case 403: kindOfMessage(among: [.quota, .refused]) ?? .authentication
        case 407: .network
        case 408: .timeout
        case 413: .contextTooLong
        case 429:
            message.lowercased().contains("exceeded your current quota")
                ? .quota
                : kindOfMessage(among: [.quota]) ?? .rateLimit
        case 500, 502, 503, 504, 529: kindOfMessage(among: [.contextTooLong]) ?? .overload
        default: nil
        }
    }

    private func kindOfMessage(among kinds: Set<ModelError.Kind>) -> ModelError.Kind? {
        let message = message.lowercased()
        return Self.phrases.first { phrases, kind in
            kinds.contains(kind) && phrases.contains { message.contains($0) }
        }?.kind
    }

    private static func kind(
        of words: [String], in table: [(words: Set<String>, kind: ModelError.Kind)]
    ) -> ModelError.Kind? {
        table.first { !$0.words.isDisjoint(with: words) }?.kind
    }
}
