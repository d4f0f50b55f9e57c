import Platform

extension Report {
    /// A table for people; the remarks stand below it.
    var table: String {
        let header = ["case", "what", "ours", "unit", "reference", "", "ours ÷ ref.", "to reach", ""]
        let rows = sections.flatMap { name, findings in
            findings.measurements.enumerated().map { index, measurement in
                [index == 0 ? name : ""] + Self.cells(measurement)
            }
        }
        let all = [header] + rows
        let widths = header.indices.map { column in all.map { $0[column].displayWidth }.max() ?? 0 }
        let lines = all.map { cells in
            let texts = cells.enumerated().map { column, cell in
                Self.numeric.contains(column)
                    ? cell.aligned(to: widths[column]) : cell.padded(to: widths[column])
            }
            return texts.joined(separator: "  ").trimmingEnd + "\n"
        }
        return lines.joined() + remarks
    }

    /// The columns that are aligned to the right.
    private static let numeric: Set = [2, 5, 6, 7]

    private static func cells(_ measurement: Measurement) -> [String] {
        let bound =
            switch measurement.bound {
            case .atLeast(let limit): "≥ \(limit.bare)"
            case .atMost(let limit): "≤ \(limit.bare)"
            case nil: ""
            }
        return [
            measurement.name, measurement.ours.short, measurement.unit.rawValue,
            measurement.reference?.name ?? "", measurement.reference?.value.short ?? "",
            measurement.ratio?.short ?? "", bound,
            measurement.isReached.map { $0 ? "reached" : "missed" } ?? "",
        ]
    }

    private var remarks: String {
        let lines = sections.flatMap { name, findings in findings.remarks.map { "\(name): \($0)\n" } }
        return lines.isEmpty ? "" : "\n" + lines.joined()
    }
}

extension String {
    fileprivate var trimmingEnd: Substring {
        let end = lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex
        return self[..<end]
    }
}

extension Double {
    /// A limit as it was set: without decimals that say nothing.
    fileprivate var bare: String { self == rounded() ? Int(self).grouped : short }
}
