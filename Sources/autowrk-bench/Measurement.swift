/// One figure of ours beside one figure of somebody else.
struct Measurement: Sendable {
    /// What was promised.
    enum Bound: Sendable {
        case atLeast(Double)
        case atMost(Double)

        func holds(for value: Double) -> Bool {
            switch self {
            case .atLeast(let limit): value >= limit
            case .atMost(let limit): value <= limit
            }
        }
    }

    enum Unit: String, Sendable {
        case eventsPerSecond = "events/s"
        case stepsPerSecond = "steps/s"
        case milliseconds = "ms"
        case seconds = "s"
        case megabytes = "MB"  // 10⁶ bytes
        case bytesPerEvent = "B/event"
        case count = "times"
    }

    struct Reference: Sendable {
        let name: String
        let value: Double
    }

    let name: String
    let ours: Double
    let unit: Unit
    var reference: Reference?
    var bound: Bound?

    init(
        _ name: String, _ ours: Double, _ unit: Unit, beside reference: String? = nil,
        _ theirs: Double? = nil,
        bound: Bound? = nil
    ) {
        (self.name, self.ours, self.unit, self.bound) = (name, ours, unit, bound)
        if let reference, let theirs { self.reference = Reference(name: reference, value: theirs) }
    }

    /// Ours divided by the reference.
    var ratio: Double? { reference.map { ours / $0.value } }

    /// Whether the promise is kept; nil when there is none.
    var isReached: Bool? { bound.map { $0.holds(for: ours) } }
}

/// What a case found out.
struct Findings: Sendable {
    var measurements: [Measurement] = []
    /// What a reader of the figures must know: what was left out and why, what they were taken on.
    var remarks: [String] = []
}
