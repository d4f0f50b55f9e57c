import Platform

/// Commands that are started in turns, so that a busy moment of the machine hits all of them.
struct Race {
    private let folder: String
    private let workbench: Workbench
    private var entries: [(name: String, command: [String])] = []
    private var samples: [String: [Double]] = [:]
    /// What could not be measured, and why.
    private(set) var failures: [String] = []

    /// A race that takes place in `folder`.
    init(in folder: String, on workbench: Workbench) {
        (self.folder, self.workbench) = (folder, workbench)
    }

    mutating func enter(_ name: String, _ command: [String]) { entries.append((name, command)) }

    /// Starts every command `rounds` times, after once to warm up; one that fails is out.
    mutating func run(rounds: Int) {
        var running = entries
        for round in 0...rounds {
            running.removeAll { name, command in
                do {
                    let outcome = try workbench.run(command, in: folder)
                    if round > 0 { samples[name, default: []].append(outcome.milliseconds) }
                    return false
                } catch {
                    samples[name] = nil
                    failures.append("skipped '\(name)': \((error as? BenchError)?.message ?? "\(error)")")
                    return true
                }
            }
        }
    }

    /// Milliseconds from start to end; nil for a command that failed.
    func median(_ name: String) -> Double? { samples[name].map { Samples($0).median } }

    /// Nil when the command of ours failed.
    func compare(_ name: String, beside reference: String, bound: Measurement.Bound? = nil) -> Measurement? {
        median(name).map {
            Measurement(name, $0, .milliseconds, beside: reference, median(reference), bound: bound)
        }
    }
}
