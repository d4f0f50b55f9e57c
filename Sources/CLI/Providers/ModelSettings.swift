import AI
import Git

/// What Git's configuration says of asking models.
struct ModelSettings: Sendable {
    /// A provider and what it is asked for, as in `anthropic/claude-sonnet-4-5`.
    struct Choice: Sendable, Equatable {
        var provider: String
        /// Nil for the provider's own.
        var model: String?

        init(provider: String, model: String?) { (self.provider, self.model) = (provider, model) }

        /// As it is written: names of models may have slashes of their own.
        init(_ text: String) {
            let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
            self.init(provider: parts.first ?? "", model: parts.count == 2 ? parts[1] : nil)
        }
    }

    /// `autowrk.provider`; nil where nothing is said.
    let preferred: Choice?
    /// `autowrk.fallback`, one by one.
    let fallbacks: [Choice]
    let retry: RetryPolicy
    let fallsBackWhenRefused: Bool
    let cachesReplies: Bool
    /// What one request may take: `autowrk.requestTokens`, `autowrk.requestBudget`.
    let request: RequestLimits
    /// What all requests of a run may take: `autowrk.runTokens`, `autowrk.runBudget`.
    let run: SpendingLimit
    /// What all requests of a day in UTC may take: `autowrk.dayTokens`, `autowrk.dayBudget`.
    let day: SpendingLimit

    /// - Throws: for a setting that makes no sense.
    init(_ configuration: Configuration, _ providers: ConfiguredProviders) throws(Failure) {
        let fallbacks = configuration.strings("autowrk.fallback")
            .flatMap { $0.split { $0 == "," || $0.isWhitespace }.map { Choice(String($0)) } }
        preferred = configuration.string("autowrk.provider").flatMap { $0.isEmpty ? nil : Choice($0) }
        self.fallbacks = fallbacks
        for choice in ([preferred].compactMap { $0 }) + fallbacks {
            try providers.require(choice.provider)
        }
        var retry = RetryPolicy()
        retry.attempts = try configuration.count("autowrk.providerAttempts", in: 1...20) ?? retry.attempts
        if let seconds = try configuration.count("autowrk.retryAfterLimit", in: 0...86_400) {
            retry.longestRetryAfter = .seconds(seconds)
        }
        self.retry = retry
        fallsBackWhenRefused = configuration.bool("autowrk.fallbackWhenRefused") ?? false
        cachesReplies = configuration.bool("autowrk.replyCache") ?? false
        request = RequestLimits(
            input: try configuration.count("autowrk.requestTokens", in: 1...1_000_000_000),
            money: try Self.money("autowrk.requestBudget", configuration))
        run = SpendingLimit(
            tokens: try configuration.count("autowrk.runTokens", in: 1...1_000_000_000_000),
            money: try Self.money("autowrk.runBudget", configuration))
        day = SpendingLimit(
            tokens: try configuration.count("autowrk.dayTokens", in: 1...1_000_000_000_000),
            money: try Self.money("autowrk.dayBudget", configuration))
    }

    /// Whether a provider stands in the configuration by its name.
    func isNamed(_ name: String) -> Bool {
        ([preferred].compactMap { $0 } + fallbacks).contains { $0.provider == name }
    }

    /// What `autowrk.provider` or `autowrk.fallback` asks a provider for; nil where they say nothing.
    func model(of name: String) -> String? {
        ([preferred].compactMap { $0 } + fallbacks).first { $0.provider == name }?.model
    }

    /// A sum in dollars, as in `2.50`.
    static func money(_ key: String, _ configuration: Configuration) throws(Failure) -> Money? {
        guard let text = configuration.string(key) else { return nil }
        guard let money = Money(dollars: text.hasPrefix("$") ? String(text.dropFirst()) : text) else {
            throw Failure(
                .repository, "'\(key)' must be a sum in dollars, as in 2.50, not '\(printable(text))'")
        }
        return money
    }
}
