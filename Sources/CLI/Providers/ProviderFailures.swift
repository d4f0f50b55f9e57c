import AI
import Engine

extension Failure {
    /// Why a model has not answered, with what may help.
    init(_ error: ModelError, mask: SecretMask) {
        let message = mask.apply(to: error.message)
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
        if let id = error.requestID { hints.append("the provider's support finds it by '\(id)'") }
        self.init(
            error.kind == .authentication || error.kind == .budget ? .repository : .remote, message,
            hints: hints)
    }
}
