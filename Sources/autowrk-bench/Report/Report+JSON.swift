import JSON

extension Report {
    /// The document that `--json` promises, in version 1.
    var document: JSON {
        [
            "schema": 1, "events": .integer(Int64(events)),
            "cases": .array(sections.map { Self.section($0, $1) }),
        ]
    }

    private static func section(_ name: String, _ findings: Findings) -> JSON {
        [
            "name": .string(name), "measurements": .array(findings.measurements.map { json($0) }),
            "remarks": .array(findings.remarks.map { .string($0) }),
        ]
    }

    private static func json(_ measurement: Measurement) -> JSON {
        var object: JSON.Object = [
            "name": .string(measurement.name), "ours": JSON(measurement.ours),
            "unit": .string(measurement.unit.rawValue),
        ]
        if let reference = measurement.reference {
            object["reference"] = ["name": .string(reference.name), "value": JSON(reference.value)]
        }
        if let ratio = measurement.ratio, ratio.isFinite { object["ratio"] = JSON(ratio) }
        switch measurement.bound {
        case .atLeast(let limit): object["at_least"] = JSON(limit)
        case .atMost(let limit): object["at_most"] = JSON(limit)
        case nil: break
        }
        if let isReached = measurement.isReached { object["reached"] = .bool(isReached) }
        return .object(object)
    }
}
