/// Reads spans of time as people write them: `500ms`, `90s`, `15m`, `2h`, `3d`, `1h30m`.
public enum DurationText {
    /// Why a text is no span of time.
    public struct Failure: Error, Sendable, Equatable {
        /// In lower case, the text in quotes.
        public let message: String
        /// What may help, one line each.
        public let hints: [String]
    }

    /// The units, largest first, with their milliseconds.
    static let units: [(name: String, milliseconds: Int64)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
    ]

    /// Longer is taken for a mistake.
    private static let longest: Int64 = 3_650 * 86_400_000

    /// The milliseconds that a text stands for: whole numbers with units, larger units first, each once.
    public static func milliseconds(_ text: String) throws(Failure) -> Int64 {
        var rest = trimmed(text)[...]
        guard !rest.isEmpty else { throw fault(text) }
        var total: Int64 = 0
        var allowed = units[...]
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { $0.isASCII && $0.isLetter }
            rest = rest.dropFirst(unit.count)
            guard !digits.isEmpty else { throw fault(text) }
            guard !unit.isEmpty else {
                throw Failure(
                    message: rest.isEmpty ? "the duration '\(text)' has no unit" : "'\(text)' is no duration",
                    hints: rest.isEmpty
                        ? ["write '\(digits)s' for seconds or '\(digits)m' for minutes"] : forms)
            }
            guard let index = allowed.firstIndex(where: { $0.name == unit }) else { throw fault(text) }
            guard let number = Int64(digits) else { throw tooLong(text) }
            let (part, overflow) = number.multipliedReportingOverflow(by: allowed[index].milliseconds)
            guard !overflow, part <= longest, total + part <= longest else { throw tooLong(text) }
            total += part
            allowed = allowed[(index + 1)...]
        }
        return total
    }

    private static let forms = [
        "durations are whole numbers with units, larger ones first: 90s, 15m, 2h, 3d, 1h30m"
    ]

    private static func fault(_ text: String) -> Failure {
        Failure(message: "'\(text)' is no duration", hints: forms)
    }

    private static func tooLong(_ text: String) -> Failure {
        Failure(message: "the duration '\(text)' is longer than ten years", hints: [])
    }
}
