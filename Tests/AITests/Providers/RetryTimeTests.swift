import AI
import HTTP
import Testing

struct RetryTimeTests {
    private let date = "Fri, 20 Nov 2026 10:00:00 GMT"

    private func wait(_ fields: HTTPFields, _ body: String = "", dated: Bool = true) -> Duration? {
        var fields = fields
        if dated { fields["date"] = date }
        return OpenAIChat().error(429, body, fields: fields).retryAfter
    }

    @Test(arguments: [
        ("retry-after-ms", "1500", 1500), ("retry-after", "20", 20_000), ("retry-after", "0.5", 500),
        ("Retry-After", "Fri, 20 Nov 2026 10:01:30 GMT", 90_000),
        ("retry-after", "Fri, 20 Nov 2026 09:00:00 GMT", 0),
        ("x-ratelimit-reset-requests", "6m0s", 360_000), ("x-ratelimit-reset-tokens", "6ms", 6),
        ("x-ratelimit-reset-requests", "1h2m3.5s", 3_723_500), ("x-ratelimit-reset", "1795168860", 60_000),
        ("X-RateLimit-Reset", "1795168860000", 60_000), ("ratelimit-reset", "7", 7000),
        ("anthropic-ratelimit-requests-reset", "2026-11-20T10:00:12Z", 12_000),
    ])
    func `every way to say when to come back is understood`(field: String, value: String, milliseconds: Int) {
        #expect(wait([field: value]) == .milliseconds(milliseconds))
    }

    @Test(arguments: [
        "", "soon", "-", "NaN", "inf", "1e400", "5 parsecs", "6m0",
        "Fri, 20 Foo 2026 10:01:30 GMT",
    ])
    func `what can't be understood is no time`(value: String) { #expect(wait(["retry-after": value]) == nil) }

    @Test(arguments: ["99999999999", "99999999999999999999", "Fri, 20 Nov 2094 10:00:00 GMT", "99999999h"])
    func `who wants to be left alone for ever is, for a year`(value: String) {
        #expect(wait(["retry-after": value]) == .seconds(366 * 86400))
    }

    @Test func `instants mean nothing without the answer's own date`() {
        #expect(wait(["retry-after": "Fri, 20 Nov 2026 10:01:30 GMT"], dated: false) == nil)
        #expect(wait(["retry-after": "9"], dated: false) == .seconds(9))
    }

    @Test func `what is used up counts, and of that what comes back last`() {
        let fields: HTTPFields = [
            "anthropic-ratelimit-requests-remaining": "0",
            "anthropic-ratelimit-requests-reset": "2026-11-20T10:00:05Z",
            "anthropic-ratelimit-tokens-remaining": "900",
            "anthropic-ratelimit-tokens-reset": "2026-11-20T11:00:00Z",
        ]
        #expect(wait(fields) == .seconds(5))
        var all = fields
        all["anthropic-ratelimit-tokens-remaining"] = "0"
        #expect(wait(all) == .seconds(3600))
    }

    @Test(arguments: [
        ("Rate limit reached. Please try again in 1.2s. Visit …", 1200), ("try again in 6m0s", 360_000),
        ("Please retry in 34.07s.", 34_070), ("Please try again in 20 seconds.", 20_000),
        ("try again in 2 minutes", 120_000),
    ])
    func `messages tell where fields do not`(message: String, milliseconds: Int) {
        #expect(wait([:], #"{"error":{"message":"\#(message)"}}"#) == .milliseconds(milliseconds))
    }

    @Test func `a message that tells nothing tells nothing`() {
        #expect(wait([:], #"{"error":{"message":"try again in a while, or in"}}"#) == nil)
    }
}
