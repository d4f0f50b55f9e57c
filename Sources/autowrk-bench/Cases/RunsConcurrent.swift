import Git

extension BenchCase {
    static let runsConcurrent = BenchCase(
        name: "runs-concurrent", purpose: "1,000 runs of 10 steps at once in one process"
    ) { workbench in
        Repository.setDurable(true)
        let runs = 1000
        let steps = 10
        var seconds: [Double] = []
        var peak = 0.0
        for round in 1...3 {
            let load = try RunWorkload(workbench.path("runs-concurrent-\(round)"), on: workbench)
            workbench.settle()
            seconds.append(try await load.perform(runs, steps: steps))
            // The rounds behind the first one find memory that the former ones have used.
            if round == 1 { peak = try PeakMemory.megabytes() }
        }
        let rate = Double(runs * steps) / Samples(seconds).median
        return Findings(
            measurements: [
                Measurement("fsync", rate, .stepsPerSecond, bound: .atLeast(10_000)),
                Measurement(
                    "peak memory of the process, first round", peak, .megabytes,
                    bound: .atMost(100)),
            ],
            remarks: ["median of 3 rounds; a step is started, performed and completed on its own"])
    }
}
