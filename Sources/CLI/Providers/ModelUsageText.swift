import AI
import Agents
import JSON
import Journal
import Platform

/// What models have cost, in the columns of tables.
extension ModelUsage {
    /// Of all columns but the first.
    static let heads = [
        "calls", "sent", "cached", "answered", "price", "time", "first", "retries", "fallbacks",
    ]
}

extension ModelUsage.Row {
    var cells: [String] {
        [
            name, "\(calls)", "\(sent)", "\(cached)", "\(answered)",
            cost == .zero && !isPriced ? "-" : "\(cost)",
            TimeText.span(milliseconds), firstShare.map { "\(Int(($0 * 100).rounded())) %" } ?? "-",
            "\(retries)", "\(fallbacks)",
        ]
    }

    var json: JSON {
        var object: JSON.Object = [
            "name": .string(name), "calls": .integer(Int64(calls)), "failed": .integer(Int64(failures)),
            "tokens": [
                "input": .integer(Int64(sent)), "cache_read": .integer(Int64(cached)),
                "output": .integer(Int64(answered)),
            ],
            "price_usd": .number(cost.dollars), "milliseconds": .integer(milliseconds),
            "retries": .integer(Int64(retries)), "fallbacks": .integer(Int64(fallbacks)),
        ]
        object["first_attempt_success"] = firstShare.map { .number($0) } ?? .null
        return .object(object)
    }
}

/// What models have cost the runs that statistics are about.
struct StatisticsOfModels {
    private var groups: [(grouping: ModelUsage.Grouping, usage: ModelUsage)] =
        [ModelUsage.Grouping.workflow, .step, .provider, .model].map { ($0, ModelUsage(by: $0)) }

    /// - Parameters:
    ///   - runs: by their ids.
    ///   - start: of the first of them; nil for none.
    init(
        of runs: Set<String>, from start: Timestamp?, to now: Timestamp, in journal: inout Journal
    ) throws(Failure) {
        guard let start else { return }
        do throws(JournalError) {
            try ModelCalls.forEach(from: start, to: now, in: &journal) { call in
                guard let run = call.purpose.run, runs.contains(run) else { return }
                for index in groups.indices { groups[index].usage.add(call) }
            }
        } catch { throw Failure(error) }
    }

    /// A table with a part for each grouping; nothing where no model was asked.
    func lines(width: Int?) -> [String] {
        guard groups.contains(where: { !$0.usage.rows.isEmpty }) else { return [] }
        let rows = groups.flatMap { group in
            [[group.grouping.rawValue] + ModelUsage.heads.map { _ in "" }]
                + group.usage.rows.map { row in ["  " + row.cells[0]] + row.cells.dropFirst() }
        }
        let table = Table(
            [.left] + Array(repeating: .right, count: ModelUsage.heads.count),
            [["models"] + ModelUsage.heads] + rows)
        return [""] + table.lines(width: width)
    }

    /// By grouping.
    var json: JSON.Object {
        JSON.Object(groups.map { ($0.grouping.rawValue, .array($0.usage.rows.map(\.json))) })
    }
}
