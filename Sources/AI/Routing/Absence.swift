/// A provider that is to be left alone, or one of its models.
struct Absence: Sendable {
    let error: ModelError
    let until: Duration
    /// Whether one who has nobody else to ask may wait for it.
    let mayPass: Bool

    init(_ error: ModelError, until: Duration, mayPass: Bool) {
        (self.error, self.until, self.mayPass) = (error, until, mayPass)
    }
}

extension ModelError {
    /// A model can't be asked with this account.
    static func barred(_ attempt: CallAttempt, _ kind: Kind, for time: Duration) -> ModelError {
        ModelError(
            kind,
            "'\(attempt.provider)' has refused '\(attempt.model)' before (\(kind.rawValue)), and is left alone for "
                + time.seconds)
    }

    /// The circuit of a provider is open; for no time while somebody else's call is the probe.
    static func open(_ name: String, for time: Duration) -> ModelError {
        let rest =
            time > .zero ? "is left alone for \(time.seconds)" : "another request tries whether it is well"
        return ModelError(
            .overload, "'\(name)' can't be used for now, and \(rest)",
            retryAfter: time > .zero ? time : nil)
    }

    /// The provider has said when it will answer again.
    static func paused(_ name: String, for time: Duration) -> ModelError {
        ModelError(.rateLimit, "'\(name)' wants to be left alone for \(time.seconds)", retryAfter: time)
    }
}
