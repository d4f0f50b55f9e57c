import Platform
import Testing

@Suite("Timestamp")
struct TimestampTests {
    @Test(
        "The text is the instant in UTC with three decimals",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
            (1_795_231_500_123, "2026-11-21T03:25:00.123Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (-2_203_891_200_001, "1900-02-28T23:59:59.999Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
            (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
        ] as [(Int64, String)])
    func text(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).iso8601 == text)
        #expect(Timestamp(iso8601: text) == Timestamp(milliseconds: milliseconds))
    }

    @Test(
        "Decimals and offsets of RFC 3339 are read",
        arguments: [
            ("2026-11-21T03:25:00Z", "2026-11-21T03:25:00.000Z"),
            ("2026-11-21T03:25:00.1Z", "2026-11-21T03:25:00.100Z"),
            ("2026-11-21T03:25:00.12Z", "2026-11-21T03:25:00.120Z"),
            ("2026-11-21T03:25:00.123999999Z", "2026-11-21T03:25:00.123Z"),
            ("2026-11-21T00:25:00+01:00", "2026-11-20T23:25:00.000Z"),
            ("2026-12-31T20:00:00-05:30", "2027-01-01T01:30:00.000Z"),
        ])
    func variants(text: String, instant: String) {
        #expect(Timestamp(iso8601: text)?.iso8601 == instant)
    }

    @Test(
        "What is no instant is refused",
        arguments: [
            "", "2026-11-21", "2026-11-21T03:25:00", "2026-11-21 03:25:00Z", "2026-11-21T03:25:00Z ",
            "2026-02-29T00:00:00Z", "2026-00-10T00:00:00Z", "2026-13-10T00:00:00Z", "2026-04-31T00:00:00Z",
            "2026-11-21T24:00:00Z", "2026-11-21T03:60:00Z", "2026-11-21T03:25:60Z", "2026-11-21T03:25:00.Z",
            "2026-11-21T03:25:00.1234567890Z", "2026-11-21T03:25:00+1:00", "+026-11-21T03:25:00Z",
            "２０２６-11-21T03:25:00Z",
        ])
    func refused(text: String) {
        #expect(Timestamp(iso8601: text) == nil)
    }

    @Test("Text and instant are one to one, and sort alike, over ten thousand years")
    func roundTrip() {
        let first: Int64 = -62_167_219_200_000
        let last: Int64 = 253_402_300_799_999
        // A stride that is prime to the day visits all months, years and times of day.
        let instants = stride(from: first, through: last, by: 15_780_299_999).map(Timestamp.init)
        let texts = instants.map(\.iso8601)
        #expect(texts.map { Timestamp(iso8601: $0) } == instants)
        #expect(texts.sorted() == texts)
        #expect(texts.allSatisfy { $0.utf8.count == 24 })
    }

    @Test("The ends of what fits have a text")
    func extremes() {
        #expect(Timestamp(milliseconds: .max).iso8601 == "292278994-08-17T07:12:55.807Z")
        #expect(Timestamp(milliseconds: .min).iso8601 == "-292275055-05-16T16:47:04.192Z")
    }

    @Test("A fixed source stands still")
    func fixedSource() {
        let source = TimeSource.fixed(Timestamp(milliseconds: 5))
        #expect(source.now() == Timestamp(milliseconds: 5))
        #expect(source.now() == source.now())
    }

    @Test("The system's source is later than this project")
    func systemSource() throws {
        #expect(TimeSource.system.now() > (try #require(Timestamp(iso8601: "2025-01-01T00:00:00Z"))))
    }

    @Test("A stopwatch does not run backwards")
    func stopwatch() {
        let stopwatch = Stopwatch()
        let first = stopwatch.elapsedMilliseconds
        #expect(first >= 0)
        #expect(stopwatch.elapsedMilliseconds >= first)
    }
}
