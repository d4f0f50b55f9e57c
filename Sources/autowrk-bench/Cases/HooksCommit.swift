import Platform

extension BenchCase {
    static let hooksCommit = BenchCase(
        name: "hooks-commit", purpose: "what hooks add to git commit, beside empty ones and Lefthook"
    ) { workbench in
        let bench = try HookBench("commit", on: workbench)
        guard let variants = try bench.variants() else { return Findings(remarks: [OwnProgram.skipped]) }
        var rounds = Rounds()
        for round in 0...HookBench.rounds {
            for variant in variants {
                let command = ["git", "commit", "--quiet", "--allow-empty", "--message", "round \(round)"]
                let outcome = try workbench.run(command, in: variant.path)
                if round > 0 { rounds.add(variant.name, outcome.milliseconds) }
                try workbench.waitForBackground()
            }
        }
        return bench.findings(rounds, variants, of: "git commit", bound: .atMost(10))
    }
}
