import Engine
import Git
import Platform
import Workflow

extension BenchCase {
    static let resumeInterrupted = BenchCase(
        name: "resume", purpose: "1,000 interrupted runs of 10 steps are finished by a new process"
    ) { workbench in
        Repository.setDurable(true)
        var seconds: [Double] = []
        for round in 1...rounds {
            let path = workbench.path("resume-\(round)")
            try await RunWorkload(path, on: workbench).leave(runs, steps: 10)
            workbench.settle()
            let stopwatch = Stopwatch()
            let load = try RunWorkload(reopening: path, on: workbench)
            let outcomes = try await load.engine.continueAll()
            let finished = outcomes.count { (try? $0.outcome.get())?.status == .completed }
            guard finished == runs else {
                throw BenchError(.failure, "\(finished) of \(runs) runs were finished")
            }
            seconds.append(stopwatch.elapsedMilliseconds / 1000)
        }
        let median = Samples(seconds).median
        return Findings(
            measurements: [
                Measurement("all of them", median, .seconds),
                Measurement("steps", Double(runs * 10) / median, .stepsPerSecond),
            ],
            remarks: ["each was left with its first step under way; median of \(rounds) rounds"])
    }

    private static let rounds = 3
    private static let runs = 1000
}
