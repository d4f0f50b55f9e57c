import YAML

extension DefinitionReader {
    /// How often a step is tried; once for nil.
    mutating func retry(_ node: YAML.Node?) -> RetryPolicy {
        guard let node else { return RetryPolicy() }
        if case .integer(let attempts)? = node.scalar?.value {
            return RetryPolicy(attempts: Int(clamping: attempts))
        }
        let view = SectionView(node, .retry)
        var policy = RetryPolicy(attempts: view.integer("attempts") ?? 3)
        policy.delay = duration(view["delay"]) ?? policy.delay
        policy.backoff = view.number("backoff") ?? policy.backoff
        policy.maximumDelay = duration(view["max-delay"]) ?? max(policy.maximumDelay, policy.delay)
        policy.jitter = view.number("jitter") ?? policy.jitter
        policy.kinds = kinds(view["on"])
        return policy
    }

    /// Kinds of failures; nil for all.
    private func kinds(_ node: YAML.Node?) -> Set<StepFailure.Kind>? {
        node.map { Set(oneOrMore($0).compactMap { StepFailure.Kind(rawValue: $0.scalar?.text ?? "") }) }
    }

    private func duration(_ node: YAML.Node?) -> Int64? {
        (node?.scalar?.text).flatMap { try? DurationText.milliseconds($0) }
    }

    /// What becomes of the run when the step has failed.
    mutating func failurePolicy(_ node: YAML.Node?, _ draft: inout StepDraft) -> FailurePolicy {
        guard let node else { return .fail }
        if let word = node.scalar?.text { return policy(word) }
        let view = SectionView(node, .recovery)
        guard let target = view["retry-from"], let id = target.scalar?.text else { return .fail }
        draft.retryFrom = (id, target)
        return .retryFrom(
            step: id, atMost: view.integer("times") ?? 1, on: kinds(view["on"]),
            otherwise: policy(view.text("then") ?? "fail"))
    }

    private func policy(_ word: String) -> FailurePolicy {
        switch word {
        case "skip": .skip
        case "pause": .pause
        case "abort": .abort
        default: .fail
        }
    }
}
