import Platform

extension String {
    /// The text with spaces behind it up to `width` columns.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - displayWidth))
    }

    /// The text with spaces before it up to `width` columns.
    func aligned(to width: Int) -> String {
        String(repeating: " ", count: max(0, width - displayWidth)) + self
    }

    /// How many characters have to be put in, taken out or changed (Levenshtein).
    func editDistance(to other: String) -> Int {
        var row = Array(0...other.count)
        for (index, left) in enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (column, right) in other.enumerated() {
                let changed = diagonal + (left == right ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = Swift.min(changed, row[column] + 1, row[column + 1] + 1)
            }
        }
        return row[other.count]
    }
}

extension Double {
    /// Three significant digits at least: `0.042`, `1.27`, `48.3`, `91,204`.
    var short: String {
        switch magnitude {
        case 99.95...: Int(rounded()).grouped
        case 9.995...: fixed(1)
        case 0.9995...: fixed(2)
        default: fixed(3)
        }
    }

    private func fixed(_ decimals: Int) -> String {
        let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
        let scaled = Int((magnitude * Double(scale)).rounded())
        let fraction = String(scaled % scale + scale).dropFirst()
        return "\(self < 0 ? "-" : "")\(scaled / scale).\(fraction)"
    }
}

extension Int {
    /// With a comma between every three digits.
    var grouped: String {
        guard magnitude >= 1000 else { return String(self) }
        return (self / 1000).grouped + "," + String(magnitude % 1000 + 1000).dropFirst()
    }
}
