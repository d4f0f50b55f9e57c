import Platform

/// What many runs have in common, by workflow.
public struct RunStatistics: Sendable {
    /// The runs of one workflow.
    public struct Workflow: Sendable {
        /// Its name.
        public let name: String
        /// How many runs stand where.
        public fileprivate(set) var counts: [RunStatus: Int] = [:]
        /// How often steps were started again.
        public fileprivate(set) var retries = 0
        /// How long completed runs took, in milliseconds.
        public fileprivate(set) var durations: [Int64] = []
        /// Its steps, in the order in which they were first met.
        public fileprivate(set) var steps: [Step] = []

        /// All runs.
        public var runs: Int { counts.values.reduce(0, +) }

        /// The part of the runs that are over that was completed, 0 to 1; nil while none is over.
        public var successRate: Double? {
            let completed = counts[.completed, default: 0]
            let over =
                completed + [.failed, .cancelled, .rolledBack].reduce(0) { $0 + counts[$1, default: 0] }
            return over == 0 ? nil : Double(completed) / Double(over)
        }
    }

    /// One step over all runs.
    public struct Step: Sendable {
        /// Its id.
        public let id: String
        /// How many runs have come to it.
        public fileprivate(set) var runs = 0
        /// In how many it has failed for good.
        public fileprivate(set) var failures = 0
        /// How often it was started again.
        public fileprivate(set) var retries = 0
        /// How long it took where it was completed, in milliseconds.
        public fileprivate(set) var durations: [Int64] = []
    }

    private var workflows: [String: Workflow] = [:]

    /// No runs yet.
    public init() {}

    /// By name.
    public var byWorkflow: [Workflow] { workflows.values.sorted { $0.name < $1.name } }

    /// Counts one more run.
    public mutating func add(_ run: RunSummary) {
        workflows[run.workflow, default: Workflow(name: run.workflow)].add(run)
    }

    /// The smallest value that `share` percent of all do not exceed (nearest rank); nil for no values.
    public static func percentile(_ share: Int, of values: [Int64]) -> Int64? {
        guard !values.isEmpty else { return nil }
        let rank = (share * values.count + 99) / 100
        return values.sorted()[max(0, rank - 1)]
    }
}

extension RunStatistics.Workflow {
    fileprivate mutating func add(_ run: RunSummary) {
        counts[run.status, default: 0] += 1
        if run.status == .completed, let end = run.endedAt {
            durations.append(end.milliseconds - run.startedAt.milliseconds)
        }
        for step in run.steps {
            let index: Int
            if let known = steps.firstIndex(where: { $0.id == step.id }) {
                index = known
            } else {
                index = steps.count
                steps.append(RunStatistics.Step(id: step.id))
            }
            let again = max(step.attempts - 1, 0)
            retries += again
            steps[index].runs += 1
            steps[index].retries += again
            if step.status == "failed" { steps[index].failures += 1 }
            if step.status == "completed", let duration = step.milliseconds {
                steps[index].durations.append(duration)
            }
        }
    }
}
