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
                bench.rest()
            }
        }
        return bench.findings(rounds, variants, of: "git commit", bound: .atMost(10))
    }

    static let hooksPush = BenchCase(
        name: "hooks-push", purpose: "what hooks add to git push, beside empty ones and Lefthook"
    ) { workbench in
        let bench = try HookBench("push", on: workbench)
        guard let variants = try bench.variants() else { return Findings(remarks: [OwnProgram.skipped]) }
        var rounds = Rounds()
        for round in 0...HookBench.rounds {
            for variant in variants {
                // No hook of anybody's runs here.
                try workbench.run(
                    [
                        "git", "-c", "core.hooksPath=/dev/null", "commit", "--quiet", "--allow-empty",
                        "--message", "round \(round)",
                    ], in: variant.path)
                let outcome = try workbench.run(
                    ["git", "push", "--quiet", "origin", "HEAD"], in: variant.path)
                if round > 0 { rounds.add(variant.name, outcome.milliseconds) }
                bench.rest()
            }
        }
        return bench.findings(rounds, variants, of: "git push", bound: .atMost(20))
    }
}
