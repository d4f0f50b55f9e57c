import AI
import HTTP
import Testing

struct RedactionTests {
    @Test(arguments: [
        (
            "Incorrect API key provided: sk-abcde***************xyz9. You can find",
            "Incorrect API key provided: [key] You can find"
        ),
        ("key sk-proj-ABCDEFGH12345678 is wrong", "key [key] is wrong"),
        ("'AIzaSyA1234567890_-abc' not valid", "'[key]' not valid"),
        ("Authorization: Bearer abcdefgh12345678", "Authorization: Bearer [key]"),
        ("?key=A1b2C3d4E5f6G7h8I9&alt=sse", "?key=[key]&alt=sse"), ("gsk_12345678901234", "[key]"),
        ("provided: A1b2C3d4E5f6G7h8I9", "provided: [key]"),
    ])
    func `keys do not stand in errors`(message: String, expected: String) {
        for format in WireFormats.all {
            let error = format.error(401, #"{"error":{"message":"\#(message)"}}"#)
            #expect(error.message == "'\(format.name)' refused the key: \(expected)")
        }
        let error = OpenAIChat().streamError("data: {\"error\":{\"message\":\"\(message)\"}}\n\n")
        #expect(error?.message == "'openai-chat' failed: \(expected)" || error?.kind == .authentication)
        #expect(error?.message.contains(expected) == true)
    }

    @Test(arguments: [
        "The model `claude-sonnet-4-5-20250929` does not exist", "the key is missing",
        "no key set for this task-1",
        "skeleton-1234567890", "see https://platform.openai.com/account/api-keys.",
    ])
    func `other words stay`(message: String) {
        #expect(OpenAIChat().error(400, #"{"error":{"message":"\#(message)"}}"#).message.hasSuffix(message))
    }

    @Test func `the very key is taken out, whatever it looks like`() {
        let error = ModelError(.authentication, "no access for hunter2 or 'hunter2'", hints: ["hunter2?"])
        #expect(error.withoutKey("hunter2").message == "no access for [key] or '[key]'")
        #expect(error.withoutKey("hunter2").hints == ["[key]?"])
        #expect(error.withoutKey(nil) == error && error.withoutKey("") == error)
    }

    @Test func `pages that repeat a key do not get it through`() {
        let page = "sk-ABCDEFGH12345678 is not allowed"
        let error = #expect(throws: ModelError.self) { try Anthropic().reply(page) }
        #expect(error?.message == "'anthropic' sent no answer but '[key] is not allowed'")
    }

    @Test func `errors are one line of what a terminal may show`() {
        let long = String(repeating: "x ", count: 2000)
        let error = Anthropic().error(400, #"{"error":{"message":"a\n\u001b[2J\tb \#(long)"}}"#)
        #expect(error.message.hasPrefix("'anthropic' refused the request: a [2J b x x"))
        #expect(error.message.count < 600 && !error.message.contains("\u{1B}"))
    }

    @Test(arguments: ["a\nb: c", "a\rb", "a b", "ü", "a\0b"])
    func `a key that could forge a field is not sent`(key: String) {
        for format in WireFormats.all {
            let error = #expect(throws: ModelError.self) {
                try format.sent(ModelRequest(model: "m", messages: [Message(.user, "Hi")]), key: key)
            }
            #expect(error?.kind == .authentication && error?.message.contains(key) == false)
        }
    }

    @Test func `the line feed behind a key is none of it`() throws {
        let request = ModelRequest(model: "m", messages: [Message(.user, "Hi")])
        #expect(try Anthropic().sent(request, key: " k-1\n").request.fields["x-api-key"] == "k-1")
    }
}
