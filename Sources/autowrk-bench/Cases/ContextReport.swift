import Context
import JSON

/// What came of one case.
struct ContextOutcome {
    let benchCase: ContextCase
    let ranked: [RankedFile]
    let plainAll: [String]
    let plainSources: [String]
    let fileCount: Int
    let firstMilliseconds: Double
    let secondMilliseconds: Double

    /// The place of the best file of the fix, from 1; nil for none.
    func place(in paths: [String]) -> Int? {
        paths.firstIndex { benchCase.files.contains($0) }.map { $0 + 1 }
    }
}

/// The figures of all cases.
enum ContextReport {
    private static let methods: [(name: String, paths: @Sendable (ContextOutcome) -> [String])] = [
        ("ours", { $0.ranked.map(\.path) }),
        ("bm25, all files", { $0.plainAll }),
        ("bm25, source files", { $0.plainSources }),
    ]

    static func table(_ outcomes: [ContextOutcome]) -> String {
        var text = ""
        for outcome in outcomes {
            let places = methods.map { method in
                (outcome.place(in: method.paths(outcome)).map(String.init) ?? "-").aligned(to: 5)
            }
            text +=
                places.joined() + "  " + outcome.benchCase.half.padded(to: 6) + outcome.benchCase.id + "\n"
        }
        text += "\n" + "".padded(to: 36) + "cases  first  ≤ 3    ≤ 5    ≤ 10   mean 1/place\n"
        let halves = Set(outcomes.map(\.benchCase.half)).sorted()
        for half in halves + (halves.count > 1 ? ["all"] : []) {
            let chosen = outcomes.filter { half == "all" || $0.benchCase.half == half }
            for method in methods {
                let places = chosen.map { $0.place(in: method.paths($0)) }
                text += "\(half): \(method.name)".padded(to: 36) + "\(chosen.count)".aligned(to: 5)
                for limit in [1, 3, 5, 10] { text += share(places, limit).aligned(to: 7) }
                let mean = places.reduce(0) { $0 + ($1.map { 1 / Double($0) } ?? 0) } / Double(places.count)
                text += "   " + mean.short + "\n"
            }
        }
        let times = outcomes.map(\.secondMilliseconds).sorted()
        let files = outcomes.map(\.fileCount).sorted()
        if let slowest = times.last, let largest = files.last {
            text += "\nwarm: median \(times[times.count / 2].short) ms, most \(slowest.short) ms; "
            text += "files: median \(files[files.count / 2]), most \(largest)\n"
        }
        return text
    }

    private static func share(_ places: [Int?], _ limit: Int) -> String {
        let hits = places.count { $0.map { $0 <= limit } ?? false }
        return (Double(hits) * 100 / Double(max(places.count, 1))).short + "%"
    }

    static func document(_ outcomes: [ContextOutcome]) -> JSON {
        .array(
            outcomes.map { outcome in
                let files = outcome.ranked.map { file in
                    JSON.object([
                        "path": .string(file.path), "kind": .string(file.kind.name),
                        "score": .number(file.score),
                        "fixed": .bool(outcome.benchCase.files.contains(file.path)),
                        "signals": .object(.init(file.signals.map { ($0.key, JSON.number($0.value)) })),
                        "reasons": .array(file.reasons.map { .string($0) }),
                    ])
                }
                return [
                    "id": .string(outcome.benchCase.id), "half": .string(outcome.benchCase.half),
                    "files": .array(files),
                    "wanted": .array(outcome.benchCase.files.sorted().map { .string($0) }),
                    "plain": .integer(Int64(outcome.place(in: outcome.plainSources) ?? 0)),
                    "first_ms": .number(outcome.firstMilliseconds),
                    "second_ms": .number(outcome.secondMilliseconds),
                ]
            })
    }
}
