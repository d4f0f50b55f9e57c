import AI
import Agents
import Engine
import JSON

extension Subcommand {
    static let providerTest = Subcommand(
        path: ["provider", "test"], summary: "see whether AI providers answer",
        operands: "[<provider>…]", operandCount: 0...100, options: [.json],
        discussion: [
            """
            Each is asked for one word, once, and as its answers come in runs: streamed. Without a name all are \
            asked whose key is in the environment, and those that are configured to be asked.
            """
        ]
    ) { (session, arguments) throws(Failure) in
        let service = try session.openModels()
        let chosen =
            arguments.operands.isEmpty
            ? service.ready
            : try arguments.operands.map { (name) throws(Failure) in try service.providers.provider(name) }
        guard !chosen.isEmpty else { throw ModelService.nobody }
        var request = ModelRequest(
            model: "", messages: [Message(.user, "Answer with the single word: ready")])
        request.maximumOutput = 512
        // Who thinks first may have nothing left to say.
        request.thinking = ThinkingEffort.none
        let questions = try chosen.map { (provider) throws(Failure) in
            var route = try service.route(provider.name, fallsBack: false)
            route.retry.attempts = 1
            return (request, route)
        }
        let asking = ModelAsking(
            service: service, purpose: ModelCalls.Purpose("test"), isStreamed: true,
            usesCache: false)
        let outcomes = try asking.ask(questions, &session)
        let mask = service.keys.mask
        for provider in chosen {
            let hasKey = service.keys.hasKey(of: provider)
            if let warning = provider.warning(hasKey: hasKey) { session.remark(warning) }
        }
        if arguments.has("--json") {
            try Comparison(names: chosen.map(\.name), outcomes: outcomes, mask: mask)
                .print(asJSON: true, &session)
        } else {
            for (provider, outcome) in zip(chosen, outcomes) {
                try Self.show(outcome, of: provider, mask, &session)
            }
        }
        return outcomes.allSatisfy(\.hasAnswer) ? .done : .failed
    }

    private static func show(
        _ outcome: ModelAsking.Outcome, of provider: ConfiguredProvider, _ mask: SecretMask,
        _ session: inout Session
    ) throws(Failure) {
        switch outcome.routed {
        case .success(let reply):
            let words = reply.reply.message.text.split(whereSeparator: \.isWhitespace).prefix(12)
            let text = words.isEmpty ? "nothing was answered" : words.joined(separator: " ")
            let mark = words.isEmpty ? "✗" : "✓"
            try session.print(harmless(mask.apply(to: "\(mark) \(ReplyDocument.line(of: reply)): \(text)")))
            if words.isEmpty, let refusal = reply.reply.refusal {
                session.remark("refused: " + harmless(mask.apply(to: refusal)))
            }
        case .failure(let failure):
            let error = Failure(failure.error, mask: mask)
            try session.print(harmless("✗ \(provider.name): \(error.message)"))
            for hint in error.hints { session.remark(harmless("hint: \(hint)")) }
        }
    }
}

extension ModelAsking.Outcome {
    /// Whether somebody has said something, or wants to call something.
    fileprivate var hasAnswer: Bool {
        guard case .success(let reply) = routed else { return false }
        let message = reply.reply.message
        return message.text.contains { !$0.isWhitespace } || !message.toolCalls.isEmpty
    }
}
