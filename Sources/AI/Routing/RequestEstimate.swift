import JSON

/// How many tokens a call will take at most, as far as one can tell before it.
///
/// Sent: a token for every four bytes of text, rounded up, four more for each turn and eight for each tool, as
/// frames have a size, too. That is close for English and code, too little for a few scripts, and no more than
/// a guard: what is paid is what the provider counts. Answered: the request's limit.
public struct RequestEstimate: Sendable, Equatable {
    /// What is assumed of a request without a limit of its output; what it is to think comes on top.
    public static let assumedOutput = 8192

    /// Tokens that are sent.
    public var input: Int
    /// Tokens that are answered at most.
    public var output: Int

    /// Both together.
    public var total: Int { input.adding(output) }

    /// An estimate of these counts.
    public init(input: Int, output: Int) { (self.input, self.output) = (input, output) }

    /// What this request may take.
    public init(of request: ModelRequest) {
        var tokens = Self.tokens(ofBytes: request.system.utf8.count)
        for message in request.messages {
            tokens += 4 + message.parts.reduce(0) { $0 + Self.tokens(ofBytes: $1.size) }
        }
        for tool in request.tools {
            let schema = JSON.object(tool.parameters).canonical.utf8.count
            tokens += 8 + Self.tokens(ofBytes: tool.name.utf8.count + tool.summary.utf8.count + schema)
        }
        if let output = request.output {
            tokens += 8 + Self.tokens(ofBytes: JSON.object(output.schema).canonical.utf8.count)
        }
        self.init(input: tokens, output: request.maximumOutput ?? request.assumedOutput)
    }

    /// A token for every four bytes, rounded up.
    static func tokens(ofBytes bytes: Int) -> Int { (bytes + 3) / 4 }
}

extension ModelRequest {
    /// What an answer may have where the request does not say: also what is asked for where something has to be said.
    var assumedOutput: Int { RequestEstimate.assumedOutput + (thinking?.assumedTokens ?? 0) }
}

extension ThinkingEffort {
    /// What is thought at most, in tokens.
    var assumedTokens: Int {
        switch self {
        case .none: 0
        case .low: 2048
        case .medium: 8192
        case .high: 24576
        }
    }
}

extension MessagePart {
    /// Its bytes, without what only frames it.
    var size: Int {
        switch self {
        case .text(let text): text.utf8.count
        case .thinking(let thinking): thinking.text.utf8.count
        case .toolCall(let call): call.id.utf8.count + call.name.utf8.count + call.arguments.utf8.count
        case .toolResult(let result): result.call.utf8.count + result.text.utf8.count
        case .foreign(_, let value): value.canonical.utf8.count
        }
    }
}
