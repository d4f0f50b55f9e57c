import AI
import JSON
import Testing

struct CallRecordTests {
    /// With everything that an attempt can have.
    private var full: CallRecord {
        var first = CallAttempt(
            provider: "a", model: "m", candidate: 0, outcome: .failed(.rateLimit, "'a' says: slowly"))
        (first.queuedMilliseconds, first.pausedMilliseconds, first.milliseconds) = (1, 2, 3)
        (first.firstPieceMilliseconds, first.status, first.retryAfterMilliseconds) = (4, 429, 5)
        (first.requestID, first.isEstimated, first.cost) = ("r", true, Money(picodollars: 6))
        first.usage = Usage(
            input: 7, output: 8, cacheRead: 9, cacheWrite: 10, thinking: 11, inputHoldsCache: false,
            outputHoldsThinking: false)
        let kinds = ModelError.Kind.allCases.map {
            CallAttempt(provider: "b", model: "", candidate: 1, outcome: .skipped($0, "because"))
        }
        let answered = CallAttempt(provider: "c", model: "n", candidate: 2, outcome: .answered)
        let cached = CallAttempt(provider: "c", model: "n", candidate: 2, outcome: .cached)
        return CallRecord(attempts: [first] + kinds + [answered, cached], milliseconds: 99)
    }

    @Test func `a record survives being written`() throws {
        for record in [full, CallRecord()] {
            let text = record.json.canonical
            #expect(try CallRecord(JSON(parsing: text)) == record)
            #expect(try CallRecord(JSON(parsing: text)).json.canonical == text)
        }
    }

    /// As version 1 was written; it has to be read for ever.
    @Test func `the first version is read`() throws {
        let text = """
            {"attempts":[{"candidate":0,"kind":"overload","message":"'a' is overloaded","milliseconds":12,\
            "model":"m","new":[1],"outcome":"failed","provider":"a","status":529},{"candidate":1,\
            "cost_picodollars":4500000,"first_piece_milliseconds":210,"milliseconds":900,"model":"n",\
            "outcome":"answered","paused_milliseconds":0,"provider":"b","queued_milliseconds":40,\
            "request_id":"req_1","usage":{"input":1000,"output":50,"new":true}}],"milliseconds":960,"new":{},\
            "totals":{"fallbacks":7},"v":1}
            """
        let record = try CallRecord(JSON(parsing: text))
        #expect(record.attempts.map(\.provider) == ["a", "b"])
        #expect(record.attempts[0].outcome == .failed(.overload, "'a' is overloaded"))
        #expect(record.attempts[1].usage == Usage(input: 1000, output: 50))
        #expect(record.fallbacks == 1)
        #expect(record.cost == Money(picodollars: 4_500_000))
        #expect(record.waitedMilliseconds == 40)
        #expect(record.milliseconds == 960)
    }

    @Test func `what follows from the attempts is written for others`() {
        let totals = full.json["totals"]
        #expect(totals?["fallbacks"] == 2)
        #expect(totals?["retries"] == .integer(Int64(ModelError.Kind.allCases.count)))
        #expect(totals?["waited_milliseconds"] == 3)
        #expect(totals?["tokens"] == .integer(7 + 8 + 9 + 10 + 11))
        #expect(totals?["cost_picodollars"] == 6)
        #expect(totals?["cached"] == true)
    }

    @Test(arguments: [
        ("[]", "v"), ("{\"v\":\"1\"}", "v"), ("{\"v\":1}", "attempts"),
        ("{\"v\":1,\"attempts\":[]}", "milliseconds"),
        ("{\"v\":1,\"attempts\":[1],\"milliseconds\":1}", "provider"),
        ("{\"v\":1,\"attempts\":[{\"provider\":\"p\"}],\"milliseconds\":1}", "model"),
        ("{\"v\":1,\"attempts\":[{\"provider\":\"p\",\"model\":\"\"}],\"milliseconds\":1}", "candidate"),
        (
            "{\"v\":1,\"attempts\":[{\"provider\":\"p\",\"model\":\"\",\"candidate\":0}],\"milliseconds\":1}",
            "outcome"
        ),
        (
            """
            {"v":1,"attempts":[{"provider":"p","model":"","candidate":0,"outcome":"failed","kind":"x"}],
            "milliseconds":1}
            """, "kind"
        ),
    ]) func `what is no record is refused with the member that is wrong`(text: String, member: String) throws
    {
        let json = try JSON(parsing: text)
        #expect(throws: CallRecordFormatError.member(member)) { try CallRecord(json) }
    }

    @Test func `a later version is refused`() {
        #expect(throws: CallRecordFormatError.newerVersion(2)) {
            try CallRecord(["v": 2, "attempts": [], "milliseconds": 0])
        }
    }

    @Test func `an attempt that used nothing needs no price`() {
        var record = CallRecord(attempts: [
            CallAttempt(provider: "a", model: "", candidate: 0, outcome: .answered)
        ])
        #expect(record.cost == .zero)
        record.attempts[0].usage = Usage(input: 1)
        #expect(record.cost == nil)
        #expect(record.spending == Spending(tokens: 1))
    }

    @Test func `absurd numbers of a journal do no harm`() throws {
        let most = "9007199254740991"
        let text = """
            {"attempts":[{"candidate":\(most),"cost_picodollars":-5,"milliseconds":\(most),"model":"m",\
            "outcome":"answered","paused_milliseconds":\(most),"provider":"p","queued_milliseconds":-7,"status":\(most),\
            "usage":{"cache_read":\(most),"input":\(most),"output":-1,"thinking":7}}],"milliseconds":\(most),"v":1}
            """
        let record = try CallRecord(JSON(parsing: text))
        #expect(record.attempts[0].usage == Usage(thinking: 7))
        #expect(record.cost == .zero && record.tokens == 0)
        #expect(
            record.waitedMilliseconds == record.milliseconds && record.milliseconds == 100 * 366 * 86_400_000)
    }
}
