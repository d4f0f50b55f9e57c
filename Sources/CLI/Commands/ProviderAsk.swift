import AI
import Agents
import JSON

extension Subcommand {
    static let providerAsk = Subcommand(
        path: ["provider", "ask"], summary: "ask an AI model",
        operands: "[<provider>] [<prompt>]", operandCount: 0...2,
        options: [
            Option(name: "--model", value: "<model>", help: "in place of the configured one"),
            Option(name: "--system", value: "<text>", help: "what the model is told before anything else"),
            Option(name: "--stream", help: "print the answer as it comes"),
            Option(name: "--tools", value: "<file>", help: "tools that the model may call, an array in JSON"),
            Option(
                name: "--output-schema", value: "<file>", help: "a JSON Schema that the answer has to match"),
            Option(name: "--max-tokens", value: "<n>", help: "the answer has at most so many"),
            Option(name: "--temperature", value: "<number>", help: "how much is left to chance, from 0 to 2"),
            Option(name: "--thinking", value: "<effort>", help: "none, low, medium or high"),
            Option(name: "--fallback", help: "ask those of 'autowrk.fallback' where it can't answer"),
            .json,
        ],
        discussion: [
            """
            Without a prompt it is read from standard input: text, or a conversation in JSON, \
            '{"system": …, "messages": [{"role": "user", "content": …}, …]}'. Without a provider the one that \
            is configured is asked, and those to fall back on. Tools are not called: what the model wants \
            called is printed.
            """,
            """
            With '--json' there is one document with text, thinking, tool calls, stop reason, usage, price and \
            timings; with '--stream' as well, a line for each piece before it.
            """,
        ]
    ) { (session, arguments) throws(Failure) in
        let service = try session.openModels()
        var operands = arguments.operands[...]
        // One word alone is a provider only if there is one of that name.
        var name: String?
        if let first = operands.first,
            operands.count == 2 || service.providers.all.contains(where: { $0.name == first })
        {
            name = try service.providers.provider(first).name
            operands = operands.dropFirst()
        }
        if operands.first != nil, name == nil, operands.first?.contains(where: \.isWhitespace) == false {
            name = try service.providers.provider(operands[0]).name
        }
        let asked = try AskedText(operands.first)
        if !asked.ignored.isEmpty {
            session.remark(
                harmless("warning: not understood, and not sent: \(asked.ignored.joined(separator: ", "))"))
        }
        var request = asked.request
        try AskedOptions.apply(arguments, to: &request)
        let route = try service.route(
            name, model: arguments.value("--model") ?? (request.model.isEmpty ? nil : request.model),
            fallsBack: name == nil || arguments.has("--fallback"))
        request.model = ""
        let isStreamed = arguments.has("--stream")
        let asking = ModelAsking(service: service, purpose: ModelCalls.Purpose("ask"), isStreamed: isStreamed)
        var printer = ReplyPrinter(
            isStreamed: isStreamed, isJSON: arguments.has("--json"), keys: service.keys)
        let outcomes = try asking.ask([(request, route)], &session) { (_, news, session) throws(Failure) in
            try printer.show(news, &session)
        }
        switch outcomes[0].routed {
        case .success(let reply):
            try printer.finish(reply, &session)
            return reply.reply.stop == .refused ? .failed : .done
        case .failure(let failure):
            try printer.breakOff(&session)
            let error = Failure(failure.error, mask: service.keys.mask)
            if arguments.has("--json") {
                try session.print(ReplyDocument.members(of: failure, service.keys.mask))
                return error.status
            }
            throw error
        }
    }
}

/// The options that shape a request.
enum AskedOptions {
    static func apply(_ arguments: Arguments, to request: inout ModelRequest) throws(Failure) {
        if let text = arguments.value("--system") { request.system = text }
        if let file = arguments.value("--tools") { request.tools = try AskedTools.read(file: file) }
        if let count = try arguments.count("--max-tokens", minimum: 1) { request.maximumOutput = count }
        if let text = arguments.value("--temperature") {
            guard let number = Double(text), (0...2).contains(number) else {
                throw Failure(.usage, "option '--temperature' takes a number from 0 to 2, not '\(text)'")
            }
            request.temperature = number
        }
        if let word = arguments.value("--thinking") {
            guard let effort = ThinkingEffort(rawValue: word) else {
                throw Failure(.usage, "option '--thinking' takes none, low, medium or high, not '\(word)'")
            }
            request.thinking = effort
        }
        if let file = arguments.value("--output-schema") {
            let bytes = try NamedText.read(file, atMost: 1 << 20, "the schema")
            guard let schema = (try? JSON(parsing: bytes))?.objectValue else {
                throw Failure(.input, "'\(printable(file))' is no JSON Schema: it must be an object in JSON")
            }
            request.output = OutputShape(name: "answer", schema: schema)
        }
    }
}
