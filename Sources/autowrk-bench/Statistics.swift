/// Numbers in the order of their size; at least one.
struct Samples {
    private let sorted: [Double]

    init(_ values: [Double]) {
        precondition(!values.isEmpty, "there is no percentile of nothing")
        sorted = values.sorted()
    }

    var median: Double { percentile(50) }
    var maximum: Double { sorted[sorted.count - 1] }

    /// The smallest value that `share` percent of all do not exceed (nearest rank).
    func percentile(_ share: Int) -> Double {
        let rank = (share * sorted.count + 99) / 100
        return sorted[max(0, rank - 1)]
    }
}

/// Gathers the same figures round by round, so that ours and the references take turns on a machine that
/// is not always equally busy.
struct Rounds {
    private var values: [String: [Double]] = [:]

    mutating func add(_ name: String, _ value: Double) { values[name, default: []].append(value) }

    func median(_ name: String) -> Double { Samples(values[name] ?? [.nan]).median }
}
