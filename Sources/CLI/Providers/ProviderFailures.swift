import AI
import Engine

extension Failure {
    /// Why a model has not answered, with what may help.
    init(_ error: ModelError, mask: SecretMask) {
        var message = mask.apply(to: error.message)
        if let time = error.retryAfter, time > .zero, [.rateLimit, .quota, .overload].contains(error.kind),
            !message.contains("left alone for")
        {
            message += ", again in \(TimeText.span(time.wholeMilliseconds))"
        }
        var hints = error.hints.map { mask.apply(to: $0) }
        switch error.kind {
        case .authentication: hints.append("'git autowrk provider list' shows where keys are looked for")
        case .quota:
            hints.append("look at the account, or name others to ask: git config autowrk.fallback <provider>")
        case .rateLimit, .overload:
            hints.append("name others to ask: git config autowrk.fallback <provider>")
        case .budget:
            hints.append("budgets are 'autowrk.requestBudget', 'autowrk.runBudget' and 'autowrk.dayBudget'")
        case .contextTooLong, .refused, .request, .network, .timeout, .protocol, .cancelled: break
        }
        if let status = error.status, (300..<400).contains(status) {
            hints.append(
                "it answers elsewhere now, and keys are not sent there: git config autowrk.provider.<name>.url <address>"
            )
        }
        if let id = error.requestID {
            hints.append("the provider's support finds it by '\(mask.apply(to: id))'")
        }
        self.init(
            error.kind == .authentication || error.kind == .budget ? .repository : .remote, message,
            hints: hints)
    }
}
