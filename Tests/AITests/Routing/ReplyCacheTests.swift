import JSON
import Testing

@testable import AI

struct ReplyCacheTests {
    private func reply(_ text: String) -> Reply {
        Reply(message: Message(.assistant, text), stop: .finished, stopWord: "end", usage: Usage())
    }

    private enum Input: CaseIterable { case lookup, storeSame, storeOther }

    /// What key `k` holds after each input, in the order of ``Input``, in a cache for one entry.
    private static let table: [(String, [String?])] = [
        ("none", [nil, "new", nil]),
        ("young", ["first", "new", nil]),
        ("old", [nil, "new", nil]),
    ]

    @Test(arguments: table) func `every state knows every input`(state: String, expected: [String?]) {
        for (input, expected) in zip(Input.allCases, expected) {
            var cache = ReplyCache(entries: 1, age: .seconds(10))
            if state != "none" { cache.store(reply("first"), for: "k", at: .zero) }
            let now = state == "old" ? Duration.seconds(10) : .seconds(9)
            switch input {
            case .lookup: break
            case .storeSame: cache.store(reply("new"), for: "k", at: now)
            case .storeOther: cache.store(reply("other"), for: "o", at: now)
            }
            #expect(cache.lookup("k", at: now)?.message.text == expected, "\(state) × \(input)")
            #expect(cache.count <= 1)
        }
    }

    @Test func `the longest unused goes first`() {
        var cache = ReplyCache(entries: 2)
        cache.store(reply("1"), for: "a", at: .zero)
        cache.store(reply("2"), for: "b", at: .zero)
        #expect(cache.lookup("a", at: .zero) != nil)
        cache.store(reply("3"), for: "c", at: .zero)
        #expect(cache.lookup("b", at: .zero) == nil)
        #expect(cache.lookup("a", at: .zero) != nil)
    }

    @Test func `it holds no more bytes than allowed`() {
        var cache = ReplyCache(bytes: 100)
        for key in ["a", "b", "c"] {
            cache.store(reply(String(repeating: "x", count: 40)), for: key, at: .zero)
        }
        #expect(cache.count == 2)
        cache.store(reply(String(repeating: "x", count: 100)), for: "d", at: .zero)
        #expect(cache.count == 2)
        // What is too large goes nowhere, and what it would replace is out of date.
        cache.store(reply(String(repeating: "x", count: 100)), for: "c", at: .zero)
        #expect(cache.lookup("c", at: .zero) == nil)
        #expect(cache.count == 1)
    }

    @Test func `everything that decides about the answer is in the key`() {
        let base = ModelRequest(model: "m", system: "s", messages: [Message(.user, "u")])
        let changes: [(inout ModelRequest) -> Void] = [
            { $0.model = "n" }, { $0.system = "t" }, { $0.messages = [Message(.user, "v")] },
            { $0.messages = [Message(.assistant, "u")] },
            { $0.messages = [Message(.user, [.thinking(Thinking("u"))])] },
            { $0.messages = [Message(.user, [.thinking(Thinking("u", seal: Seal(format: "f", 1)))])] },
            { $0.messages = [Message(.user, [.toolCall(ToolCall(id: "1", name: "n", arguments: "{}"))])] },
            { $0.messages = [Message(.user, [.toolResult(ToolResult(call: "1", name: "n", text: "t"))])] },
            {
                $0.messages = [
                    Message(.user, [.toolResult(ToolResult(call: "1", name: "n", text: "t", isError: true))])
                ]
            },
            { $0.messages = [Message(.user, [.foreign(format: "f", "u")])] },
            { $0.tools = [ToolDefinition(name: "n", summary: "s", parameters: [:])] },
            { $0.toolChoice = .required }, { $0.toolChoice = .none }, { $0.toolChoice = .named("required") },
            { $0.output = OutputShape(name: "o", schema: [:]) }, { $0.maximumOutput = 1 },
            { $0.temperature = 0.5 }, { $0.thinking = .low },
        ]
        let provider = self.provider("p", "openai http://one")
        let others = [self.provider("q", "openai http://one"), self.provider("p", "openai http://two")]
        var keys = Set(([provider] + others).map { ReplyStore.key($0, base) })
        for change in changes {
            var request = base
            change(&request)
            #expect(keys.insert(ReplyStore.key(provider, request)).inserted)
        }
        #expect(keys.count == changes.count + 3)
    }

    @Test func `an answer survives being kept elsewhere`() throws {
        var reply = reply("text")
        #expect(try Reply(JSON(parsing: reply.json.canonical)) == reply)
        reply.message.parts += [
            .thinking(Thinking("hm", seal: Seal(format: "f", ["a": [1, .null]]))), .thinking(Thinking("")),
            .toolCall(ToolCall(id: "1", name: "n", arguments: "{", seal: Seal(format: "f", .null))),
            .toolCall(ToolCall(id: "2", name: "n", arguments: "")),
            .toolResult(ToolResult(call: "1", name: "n", text: "t", isError: true)),
            .foreign(format: "f", .null),
        ]
        (reply.stop, reply.model, reply.requestID) = (.tools, "m", "r")
        reply.usage = Usage(input: 1, cacheRead: 2, outputHoldsThinking: false)
        #expect(try Reply(JSON(parsing: reply.json.canonical)) == reply)
    }

    @Test(arguments: [
        "{}", "[]", #"{"message":{"role":"user","parts":[{}]},"stop":"finished","word":"","usage":{}}"#,
        #"{"message":{"role":"x","parts":[]},"stop":"finished","word":"","usage":{}}"#,
        #"{"message":{"role":"user","parts":[]},"stop":"y","word":"","usage":{}}"#,
        #"{"message":{"role":"user","parts":[{"call":"1"}]},"stop":"finished","word":"","usage":{}}"#,
        #"{"message":{"role":"user","parts":[{"result":"1"}]},"stop":"finished","word":"","usage":{}}"#,
    ]) func `what is no answer is none`(text: String) throws {
        #expect(Reply(try JSON(parsing: text)) == nil)
    }

    private func provider(_ name: String, _ place: String) -> Provider {
        Provider(name: name, model: "", place: place) { (_, _) throws(ModelError) in
            throw ModelError(.request, "nobody is asked here")
        }
    }
}
