import AI
import Agents
import JSON

extension Subcommand {
    static let providerCompare = Subcommand(
        path: ["provider", "compare"], summary: "ask several AI providers the same, side by side",
        operands: "[<prompt>]", operandCount: 0...1,
        options: [
            Option(
                name: "--providers", value: "<names>",
                help: "whom to ask, by commas, as in anthropic,ollama/llama3; all that are ready unless given"
            ),
            Option(name: "--system", value: "<text>", help: "what they are told before anything else"),
            Option(name: "--max-tokens", value: "<n>", help: "each answer has at most so many"),
            .json,
        ]
    ) { (session, arguments) throws(Failure) in
        let service = try session.openModels()
        let names =
            arguments.value("--providers")?.split(separator: ",").map(String.init)
            ?? service.ready.map(\.name)
        guard !names.isEmpty else { throw ModelService.nobody }
        var request = try AskedText(arguments.operands.first).request
        if let text = arguments.value("--system") { request.system = text }
        request.maximumOutput = try arguments.count("--max-tokens", minimum: 1)
        let questions = try names.map { (name) throws(Failure) in
            let choice = ModelSettings.Choice(name)
            return (request, try service.route(choice.provider, model: choice.model, fallsBack: false))
        }
        let asking = ModelAsking(
            service: service, purpose: ModelCalls.Purpose("compare"), isStreamed: true,
            usesCache: false)
        let outcomes = try asking.ask(questions, &session)
        try Comparison(names: names, outcomes: outcomes, mask: service.keys.mask)
            .print(asJSON: arguments.has("--json"), &session)
        return outcomes.contains { if case .success = $0.routed { true } else { false } } ? .done : .failed
    }
}
