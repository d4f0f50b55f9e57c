import Shell

extension Evaluation {
    /// Goes through commands, and returns what they print.
    mutating func perform(_ list: CommandList) -> Stream {
        var output = Stream.empty
        for item in list.items {
            var before: State?
            for link in item.links {
                if link.condition == .afterFailure, let earlier = before { state.merge(earlier) }
                if link.condition != .always { before = before ?? state }
                output.append(perform(link.pipeline))
            }
            // What stands behind a && goes on from there; behind the list nobody knows how far it came.
            if let before { state.merge(before) }
        }
        return output
    }

    private mutating func perform(_ pipeline: Pipeline) -> Stream {
        guard pipeline.commands.count > 1 else {
            return pipeline.commands.first.map { perform($0) } ?? .empty
        }
        let (outerInput, outerSink, before) = (input, sink, state)
        defer { (input, sink) = (outerInput, outerSink) }
        var stream = Stream.empty
        for (index, command) in pipeline.commands.enumerated() {
            let isLast = index == pipeline.commands.count - 1
            sink = isLast ? outerSink : outerSink == .captured ? .captured : .piped
            if index > 0 { input = stream }
            stream = perform(command)
            // All run in shells of their own, but in some shells the last one.
            if !isLast {
                let files = state.files
                state = before
                state.files = files
            }
        }
        return stream
    }

    mutating func perform(_ command: Command) -> Stream {
        switch command {
        case .simple(let command):
            guard descend(command.range) else { return .unknown() }
            defer { ascend() }
            return perform(command)
        case .compound(let command):
            guard descend(command.range) else { return .unknown() }
            defer { ascend() }
            return perform(command)
        case .function(let definition):
            state.functions[definition.name] = .init(definition: definition, documents: documents)
            if definition.startsItself { meet(.recursion, [], definition.range) }
            return .empty
        case .coprocess(let command):
            // Whatever others write there.
            let outer = input
            input = .unknown()
            defer { input = outer }
            return perform(command)
        }
    }

    private mutating func perform(_ command: CompoundCommand) -> Stream {
        let (outerInput, outerSink) = (input, sink)
        defer { (input, sink) = (outerInput, outerSink) }
        let redirected = redirect(command.redirections, range: command.range)
        if let stream = redirected.input { input = stream }
        if !redirected.outputs.isEmpty { sink = .shown }
        let output = performBody(of: command)
        store(output, in: redirected.outputs)
        return redirected.outputs.isEmpty ? output : .empty
    }

    private mutating func performBody(of command: CompoundCommand) -> Stream {
        switch command.kind {
        case .group(let list): return perform(list)
        case .subshell(let list): return apart { $0.perform(list) }
        case .conditional(let branches, let otherwise):
            var output = Stream.empty
            var ends: [State] = []
            for branch in branches {
                output.append(perform(branch.condition))
                let before = state
                output.append(perform(branch.body))
                ends.append(state)
                state = before
            }
            if let otherwise { output.append(perform(otherwise)) }
            for end in ends { state.merge(end) }
            return output
        case .loop(let condition, let body):
            if condition.isAlwaysTrue, body.items.contains(where: \.isBackground) {
                meet(.recursion, [], command.range)
            }
            var output = Stream.empty
            // The second time with what the first one has left.
            for _ in 1...2 {
                output.append(perform(condition))
                let before = state
                output.append(perform(body))
                state.merge(before)
            }
            return output
        case .each(let name, let words, let body):
            return performEach(name, words, body)
        case .counted(let parts, let body):
            _ = text(of: parts, range: command.range)
            _ = perform(body)
            return perform(body)
        case .selection(let subject, let branches):
            _ = fields(of: subject)
            var output = Stream.empty
            let before = state
            var ends: [State] = []
            for branch in branches {
                for pattern in branch.patterns { _ = fields(of: pattern) }
                state = before
                output.append(perform(branch.body))
                ends.append(state)
            }
            state = before
            for end in ends { state.merge(end) }
            return output
        case .test(let words):
            for word in words { _ = fields(of: word) }
            return .empty
        case .arithmetic(let parts):
            _ = text(of: parts, range: command.range)
            return .empty
        }
    }

    /// How many values of a loop are tried one by one.
    private static let maximumValues = 24

    private mutating func performEach(_ name: String, _ words: [Word]?, _ body: CommandList) -> Stream {
        let values = words.map { $0.flatMap { fields(of: $0) } } ?? state.arguments
        guard let values else {
            state.variables[name] = .init([Field([.unknown(name)], range: 0..<0)])
            return perform(body)
        }
        var output = Stream.empty
        let before = state
        for value in values.prefix(Self.maximumValues) {
            state.variables[name] = .init([value])
            output.append(perform(body))
        }
        if values.count > Self.maximumValues {
            state.variables[name] = .init([Field([.unknown(name)], range: 0..<0)])
            output.append(perform(body))
        }
        state.merge(before)
        return output
    }

    /// Goes through something whose variables and folders stay its own.
    mutating func apart<Outcome>(_ body: (inout Evaluation) -> Outcome) -> Outcome {
        let before = state
        let outcome = body(&self)
        let (files, functions) = (state.files, state.functions)
        state = before
        state.files = files
        for (name, function) in functions where function.isCalled { state.functions[name]?.isCalled = true }
        return outcome
    }

    /// Goes through the body of a function.
    mutating func callFunction(_ name: String, _ function: State.Function) -> Stream {
        state.functions[name]?.isCalled = true
        guard !callers.contains(name) else { return .unknown() }
        callers.append(name)
        let outer = documents
        documents = function.documents
        defer {
            callers.removeLast()
            documents = outer
        }
        return perform(function.definition.body)
    }
}

extension CommandList {
    /// Whether it is a condition that holds for ever.
    fileprivate var isAlwaysTrue: Bool {
        guard items.count == 1, let pipeline = items[0].links.first?.pipeline, items[0].links.count == 1,
            case .simple(let command)? = pipeline.commands.first
        else { return false }
        return [":", "true", "1"].contains(command.words.first?.literal)
    }
}

extension FunctionDefinition {
    /// Whether a call starts further calls of itself without waiting for them.
    fileprivate var startsItself: Bool {
        func calls(_ command: Command) -> Bool {
            switch command {
            case .simple(let command): command.words.first?.literal == name
            case .compound(let command):
                switch command.kind {
                case .group(let list), .subshell(let list): list.items.contains { starts($0, within: true) }
                case .loop(_, let body): body.items.contains { starts($0, within: true) }
                default: false
                }
            default: false
            }
        }
        func starts(_ item: AndOrList, within isCounted: Bool) -> Bool {
            item.links.contains { link in
                link.pipeline.commands.contains(where: calls)
                    && (isCounted || item.isBackground || link.pipeline.commands.count > 1)
            }
        }
        guard case .compound(let body) = body else { return false }
        switch body.kind {
        case .group(let list), .subshell(let list):
            return list.items.contains { starts($0, within: false) }
        default: return false
        }
    }
}
