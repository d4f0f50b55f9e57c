import JSON
import Journal
import Platform

extension BenchCase {
    static let hooksPush = BenchCase(
        name: "hooks-push", purpose: "what hooks add to git push, beside empty ones and Lefthook"
    ) { workbench in
        let bench = try HookBench("push", on: workbench)
        guard let variants = try bench.variants() else { return Findings(remarks: [OwnProgram.skipped]) }
        for variant in variants where variant.isOurs { try fillJournal(of: variant.path, workbench) }
        var rounds = Rounds()
        for round in 0...HookBench.rounds {
            for variant in variants {
                try commit(round, in: variant, workbench)
                try workbench.waitForBackground()
                let outcome = try workbench.run(
                    ["git", "push", "--quiet", "origin", "HEAD"], in: variant.path)
                if round > 0 { rounds.add(variant.name, outcome.milliseconds) }
                // What a push leaves to do is nobody else's time.
                try workbench.waitForBackground()
            }
        }
        var findings = bench.findings(rounds, variants, of: "git push", bound: .atMost(20))
        findings.remarks.append(
            "ours: \(runs * Workload.eventsPerRun) events in the journal, a passed verdict on each tree")
        return findings
    }

    /// Runs in the journal: those of some months.
    private static let runs = 500

    private static func fillJournal(of path: String, _ workbench: Workbench) throws {
        let workload = Workload(events: runs * Workload.eventsPerRun)
        var journal = try workbench.openJournal(path)
        let decisions = (0..<runs).flatMap { workload.drafts($0).map { Decision(events: [$0]) } }
        for outcome in try journal.append(decisions, by: workbench.identity) { _ = try outcome.get() }
    }

    /// Makes a commit whose tree is new and, where ours is, verified.
    private static func commit(
        _ round: Int, in variant: HookBench.Variant, _ workbench: Workbench
    ) throws {
        let file = "\(variant.path)/round"
        try Files.writeAtomically(Array("round \(round)\n".utf8), to: file, durable: false)
        try workbench.run(["git", "add", "round"], in: variant.path)
        // No hook of anybody's runs here.
        try workbench.run(
            [
                "git", "-c", "core.hooksPath=/dev/null", "commit", "--quiet", "--message", "round \(round)",
            ], in: variant.path)
        guard variant.isOurs else { return }
        let outcome = try workbench.run(["git", "rev-parse", "HEAD^{tree}"], in: variant.path)
        let tree = outcome.outputText.prefix(40)
        guard let stream = StreamName("verdict/\(tree)"), let type = EventType("tree_verified") else {
            throw BenchError(.failure, "'\(tree)' is not the name of a tree")
        }
        let check: JSON = [
            "name": "tests", "kind": "test", "command": "make check", "key": "k", "critical": .bool(true),
            "status": "passed", "milliseconds": .integer(1200),
        ]
        let draft = EventDraft(
            stream: stream, type: type, actor: "worker/verification", data: ["checks": .array([check])])
        var journal = try workbench.openJournal(variant.path)
        _ = try journal.append(Decision(events: [draft]), by: workbench.identity)
    }
}
