import Testing
import Workflow

@Suite struct DurationTextTests {
    @Test(
        arguments: [
            ("500ms", 500), ("90s", 90_000), ("15m", 900_000), ("2h", 7_200_000), ("3d", 259_200_000),
            ("1h30m", 5_400_000), ("1d2h3m4s5ms", 93_784_005), (" 10s\n", 10_000), ("0s", 0),
            ("3650d", 315_360_000_000),
        ] as [(String, Int64)])
    func `a duration is numbers with units`(text: String, milliseconds: Int64) throws {
        #expect(try DurationText.milliseconds(text) == milliseconds)
    }

    @Test(
        arguments: [
            ("90", "the duration '90' has no unit"), ("1h30", "the duration '1h30' has no unit"),
            ("", "'' is no duration"), ("h", "'h' is no duration"), ("1.5h", "'1.5h' is no duration"),
            ("-1s", "'-1s' is no duration"), ("30m1h", "'30m1h' is no duration"),
            ("1h1h", "'1h1h' is no duration"),
            ("1w", "'1w' is no duration"), ("1 h", "'1 h' is no duration"), ("1H", "'1H' is no duration"),
            ("٣s", "'٣s' is no duration"), ("3651d", "the duration '3651d' is longer than ten years"),
            ("99999999999999999999s", "the duration '99999999999999999999s' is longer than ten years"),
            ("9223372036854775807d", "the duration '9223372036854775807d' is longer than ten years"),
        ])
    func `anything else is refused`(text: String, message: String) {
        do {
            Issue.record("\(try DurationText.milliseconds(text))")
        } catch { #expect(error.message == message) }
    }

    @Test func `a number alone gets a hint`() {
        do {
            Issue.record("\(try DurationText.milliseconds("90"))")
        } catch { #expect(error.hints == ["write '90s' for seconds or '90m' for minutes"]) }
    }
}
