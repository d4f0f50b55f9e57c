/// Lengths of time as people write them: `90s`, `15m`, `1h30m`, `3d`, `500ms`.
public enum DurationText {
    private static let units: [(name: String, milliseconds: Double)] = [
        ("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000), ("w", 604_800_000),
    ]

    /// The length in milliseconds; nil for anything that is no number with a unit, or several.
    public static func milliseconds(_ text: String) -> Int64? {
        var rest = Substring(text.filter { $0 != " " })
        guard !rest.isEmpty else { return nil }
        var total = 0.0
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(digits.count)
            let name = rest.prefix { $0.isASCII && $0.isLetter }
            rest = rest.dropFirst(name.count)
            guard let number = Double(digits), let unit = units.first(where: { $0.name == name }) else {
                return nil
            }
            total += number * unit.milliseconds
        }
        // A thousand years are for ever.
        guard total <= 31_556_952_000_000 else { return nil }
        return Int64(total)
    }
}
