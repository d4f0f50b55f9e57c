import AI
import HTTP
import JSON
import Synchronization
import TestSupport
import Testing

struct HTTPProviderTests {
    private let question = ModelRequest(model: "m", messages: [Message(.user, "Hi")])

    private func ask(
        _ server: String, _ format: any WireFormat = OpenAIChat(), isStreamed: Bool = false,
        timeLimit: Duration = .seconds(60), client: HTTPClient.Configuration = .init()
    ) async throws(ModelError) -> Reply {
        let provider = Provider.http(
            name: "p", model: "m", format: format, baseURL: server, isStreamed: isStreamed,
            timeLimit: timeLimit,
            key: { () throws(ModelError) in nil }, client: { () throws(HTTPError) in try HTTPClient(client) })
        return try await provider.ask(question) { _ in }
    }

    @Test(arguments: [false, true])
    func `the limit of an answer is that of its silence, and it may be paid`(isStreamed: Bool) async throws {
        let server = try ScriptedServer { _ in [.stall] }
        let error = await #expect(throws: ModelError.self) {
            try await ask(server.url, isStreamed: isStreamed, timeLimit: .milliseconds(80))
        }
        #expect(error?.kind == .timeout && error?.isFree == false, "\(String(describing: error))")
    }

    @Test(arguments: [false, true])
    func `an answer that breaks off may be paid, and one that was never asked for is not`(isStreamed: Bool)
        async throws
    {
        let broken = try ScriptedServer { _ in [.head(fields: ["content-length": "100"]), .text("{"), .reset]
        }
        let error = await #expect(throws: ModelError.self) {
            try await ask(broken.url, isStreamed: isStreamed)
        }
        #expect(error?.kind == .network && error?.isFree == false)
        let nobody = await #expect(throws: ModelError.self) {
            try await ask("http://127.0.0.1:1", isStreamed: isStreamed)
        }
        #expect(nobody?.kind == .network && nobody?.isFree == true)
    }

    @Test func `a server that never ends is given up`() async throws {
        let piece = [UInt8](Array(repeating: Array(": nothing\n\n".utf8), count: 1 << 10).joined())
        let server = try ScriptedServer { _ in [.head()] + Array(repeating: .send(piece), count: 1000) }
        var configuration = HTTPClient.Configuration()
        #expect(configuration.largestBody == 64 << 20)
        configuration.largestBody = 1 << 20
        let error = await #expect(throws: ModelError.self) {
            try await ask(server.url, isStreamed: true, client: configuration)
        }
        #expect(error?.kind == .protocol && error?.isFree == false)
        #expect(error?.message.hasSuffix("has more than 1 MiB") == true)
    }

    @Test(arguments: ["application/jsonl", "application/stream+json; charset=utf-8", "application/x-ndjson"])
    func `one value a line is a stream, whatever it is called`(type: String) async throws {
        let server = try ScriptedServer { _ in
            [
                .head(type: type), .text("{\"message\":{\"content\":\"a\"}}\n"),
                .text("{\"message\":{\"content\":\"b\"},\"done\":true}\n"),
            ]
        }
        #expect(try await ask(server.url, Ollama(), isStreamed: true).message.text == "ab")
    }

    @Test func `a date is enough to know when to come back`() async throws {
        let server = try ScriptedServer { _ in
            [.respond(429, "{}", fields: ["retry-after": "Fri, 20 Nov 2094 10:00:00 GMT"])]
        }
        let error = await #expect(throws: ModelError.self) { try await ask(server.url) }
        #expect(error?.retryAfter == .seconds(366 * 86400))
    }
}
