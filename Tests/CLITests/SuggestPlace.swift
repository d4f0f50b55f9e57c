import JSON
import Platform
import TestSupport
import Testing

/// A repository with three commits, and a model on loopback that answers by a script.
struct SuggestPlace {
    let sandbox: Sandbox
    let path: String
    let server: ScriptedServer

    static let now = ["AUTOWRK_NOW": "2026-11-21T03:25:00Z"]

    /// - Parameter answers: what the model says, one answer after the other; the last one for ever.
    init(answers: [String] = []) throws {
        sandbox = try Sandbox()
        path = try sandbox.repository()
        for (name, text) in [("one", "1\n"), ("two", "2\n"), ("three", "3\n")] {
            try sandbox.commit(name, files: [name: text], in: path)
        }
        server = try ScriptedServer { received in
            let answer = answers.isEmpty ? "" : answers[min(received.number, answers.count) - 1]
            if answer == "fail" {
                return [.respond(400, #"{"error":{"message":"no such model","code":"x"}}"#)]
            }
            let reply: JSON = [
                "id": "c1", "object": "chat.completion", "created": 1, "model": "one",
                "choices": [
                    [
                        "index": 0, "finish_reason": "stop",
                        "message": ["role": "assistant", "content": .string(answer)],
                    ]
                ],
                "usage": ["prompt_tokens": 12, "completion_tokens": 34, "total_tokens": 46],
            ]
            return [.respond(200, reply.canonical)]
        }
        guard !answers.isEmpty else { return }
        for (key, value) in [("url", server.url), ("model", "one"), ("format", "openai-chat")] {
            try sandbox.git("config", "autowrk.provider.acme.\(key)", value, in: path)
        }
        try sandbox.git("config", "autowrk.provider", "acme", in: path)
    }

    func suggest(
        _ arguments: String..., environment: [String: String] = [:]
    ) throws -> CommandOutcome {
        try sandbox.autowrk(
            ["suggest"] + arguments, in: path, environment: Self.now.merging(environment) { $1 })
    }

    /// An answer of steps that do these commands.
    static func answer(_ alternatives: [[(command: String, undo: String, place: String)]]) -> String {
        let list = alternatives.enumerated().map { number, steps -> JSON in
            [
                "title": .string("way \(number + 1)"), "why": "It does.",
                "steps": .array(
                    steps.enumerated().map { index, step in
                        [
                            "name": .string("step number \(index + 1)"), "explanation": "Does it.",
                            "command": .string(step.command), "undo": .string(step.undo),
                            "where": .string(step.place),
                        ]
                    }),
            ]
        }
        return JSON.object(["alternatives": .array(list)]).canonical
    }

    /// What the model was asked the last time: the document within the user's turn.
    func asked() throws -> JSON {
        let body = try JSON(parsing: try #require(server.requests.last).text)
        let turn = try #require(body["messages"]?.arrayValue?.last?["content"]?.stringValue)
        let line = try #require(turn.split(separator: "\n").first { $0.hasPrefix("{") })
        return try JSON(parsing: String(line))
    }

    /// The events of suggestions, by type in their order.
    func events() throws -> [String] {
        let log = try sandbox.autowrk(["log", "--json", "--reverse"], in: path).stdout
        return log.split(separator: "\n").compactMap { try? JSON(parsing: String($0)) }
            .filter { $0["stream"]?.stringValue?.hasPrefix("suggestion/") ?? false }
            .compactMap { $0["type"]?.stringValue }
    }

    func git(_ arguments: String...) throws -> String { try sandbox.git(arguments, in: path) }

    func exists(_ file: String) -> Bool { Files.exists("\(path)/\(file)") }
}
