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
        let questions = try chosen.map { (provider) throws(Failure) in
            var route = try service.route(provider.name, fallsBack: false)
            route.retry.attempts = 1
            return (request, route)
        }
        let asking = ModelAsking(service: service, purpose: ModelCalls.Purpose("test"), isStreamed: true)
        let outcomes = try asking.ask(questions, &session)
        let mask = service.keys.mask
        for (provider, outcome) in zip(chosen, outcomes) {
            switch outcome.routed {
            case .success(let reply):
                if arguments.has("--json") {
                    try session.print(ReplyDocument.members(of: reply, mask))
                    continue
                }
                let words = mask.apply(to: reply.reply.message.text).split(whereSeparator: \.isWhitespace)
                try session.print(
                    harmless("✓ \(ReplyDocument.line(of: reply)): \(words.prefix(12).joined(separator: " "))")
                )
            case .failure(let failure):
                if arguments.has("--json") {
                    var members = ReplyDocument.members(of: failure, mask)
                    members["provider"] = .string(provider.name)
                    try session.print(members)
                    continue
                }
                try session.print(harmless("✗ \(provider.name): \(mask.apply(to: failure.error.message))"))
                for hint in Failure(failure.error, mask: mask).hints { session.remark("hint: \(hint)") }
            }
        }
        return outcomes.allSatisfy { if case .success = $0.routed { true } else { false } } ? .done : .failed
    }
}
