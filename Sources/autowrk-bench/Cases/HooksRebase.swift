import Platform

extension BenchCase {
    static let hooksRebase = BenchCase(
        name: "hooks-rebase", purpose: "what hooks add to a rebase of 200 commits, beside empty ones"
    ) { workbench in
        let bench = try HookBench("rebase", on: workbench)
        guard let variants = try bench.variants() else { return Findings(remarks: [OwnProgram.skipped]) }
        for variant in variants { try makeCommits(in: variant.path, workbench) }
        var rounds = Rounds()
        for round in 0...rebases {
            for variant in variants {
                try workbench.run(
                    ["git", "checkout", "--quiet", "-B", variant.branch, "topic"], in: variant.path)
                let outcome = try workbench.run(["git", "rebase", "--quiet", "onto"], in: variant.path)
                if round > 0 { rounds.add(variant.name, outcome.milliseconds) }
                try workbench.waitForBackground()
            }
        }
        return bench.findings(rounds, variants, of: "git rebase", bound: nil)
    }

    private static let rebases = 5
    private static let commits = 200

    /// 200 commits on `topic`, each with a file of its own, and another one on `onto`.
    private static func makeCommits(in path: String, _ workbench: Workbench) throws {
        var stream = ""
        for number in 0..<commits {
            stream += "commit refs/heads/topic\ncommitter Ada <ada@example.org> 1700000000 +0000\n"
            stream += "data <<END\ncommit \(number)\nEND\n"
            if number == 0 { stream += "from refs/heads/main^0\n" }
            stream += "M 644 inline file\(number)\ndata <<END\ntext\nEND\n\n"
        }
        stream += "commit refs/heads/onto\ncommitter Ada <ada@example.org> 1700000000 +0000\n"
        stream +=
            "data <<END\nonto\nEND\nfrom refs/heads/main^0\nM 644 inline onto\ndata <<END\nonto\nEND\n\n"
        try workbench.run(["git", "fast-import", "--quiet"], in: path, input: .bytes(Array(stream.utf8)))
    }
}
