import Engine
import Git
import Glibc
import Journal
import Platform

extension BenchCase {
    static let scratch = BenchCase(
        name: "scratch", purpose: "scratch checkouts of 5,000 files beside git worktree add"
    ) { workbench in
        let bench = try ScratchBench(on: workbench)
        var rounds = Rounds()
        for round in 0..<ScratchBench.rounds { try bench.run(round, &rounds) }
        return bench.findings(rounds)
    }
}

/// A repository of 5,000 files with two trees that differ in ten of them.
private struct ScratchBench {
    static let rounds = 9
    private static let files = 5000
    private static let differing = 10

    private static let fromNothing = "from nothing"
    private static let second = "for the second time"
    private static let neighbour = "from a tree with \(differing) other files"
    private static let same = "from the same tree"
    private static let unchanged = "capture, nothing changed"
    private static let changed = "capture, \(differing) files changed"
    private static let worktreeAdd = "git worktree add"
    private static let checkout = "git checkout in a worktree"
    private static let addAll = "git add --all, git write-tree"

    private let workbench: Workbench
    private let path: String
    private let trees: [ObjectID]
    private let commits: [ObjectID]

    init(on workbench: Workbench) throws {
        self.workbench = workbench
        path = workbench.path("scratch")
        try workbench.run(["git", "init", "--quiet", path], in: workbench.folder)
        let repository = try Repository(discovering: path, useEnvironment: false)
        Repository.setDurable(false)
        defer { Repository.setDurable(true) }
        let first = try Self.tree(over: nil, 0..<Self.files, version: 0, in: repository)
        let second = try Self.tree(over: first, 0..<Self.differing, version: 1, in: repository)
        trees = [first, second]
        let author = Signature(
            name: workbench.identity.name, email: workbench.identity.email, seconds: 0, offsetMinutes: 0)
        commits = try trees.map { tree in
            try repository.writeCommit(
                tree: tree, parents: [], author: author, committer: author, message: "bench\n")
        }
        for (index, commit) in commits.enumerated() {
            try repository.updateReference(
                "refs/heads/tree-\(index)", to: commit, expecting: .none, logMessage: "bench")
        }
        try workbench.run(["git", "gc", "--quiet"], in: path)
    }

    /// Files of about 2,000 bytes in 100 folders.
    private static func tree(
        over base: ObjectID?, _ numbers: Range<Int>, version: UInt64, in repository: borrowing Repository
    ) throws -> ObjectID {
        var changes: [TreeChange] = []
        for number in numbers {
            var generator = Generator(seed: number, part: version)
            let text = (0..<40).map { _ in generator.hash(50) + "\n" }.joined()
            changes.append(
                .upsert(
                    path: Self.file(number), id: try repository.writeBlob(Array(text.utf8)), mode: .file))
        }
        return try repository.updateTree(base, changes: changes)
    }

    private static func file(_ number: Int) -> String {
        "folder\(number % 10)/part\(number % 100)/file\(number).txt"
    }

    func run(_ round: Int, _ rounds: inout Rounds) throws {
        try runReferences(round, &rounds)
        let repository = try Repository(discovering: path, useEnvironment: false)
        let pool = try ScratchPool(
            cacheDirectory: workbench.path("scratch-cache-\(round)"), environment: workbench.environment,
            time: .system)
        workbench.settle()
        try handOut(0, Self.fromNothing, from: pool, in: repository, &rounds)
        waitForNextSecond()
        try handOut(0, Self.second, from: pool, in: repository, &rounds)
        try handOut(1, Self.neighbour, from: pool, in: repository, &rounds)
        try handOut(1, Self.same, from: pool, in: repository, &rounds)

        let checkout = try pool.checkout(of: trees[0], commit: commits[0], in: repository)
        try measure(Self.unchanged, &rounds) { _ = try checkout.capture() }
        try change(checkout.path)
        try measure(Self.changed, &rounds) { _ = try checkout.capture() }
    }

    private func handOut(
        _ index: Int, _ name: String, from pool: ScratchPool, in repository: borrowing Repository,
        _ rounds: inout Rounds
    ) throws {
        let stopwatch = Stopwatch()
        let checkout = try pool.checkout(of: trees[index], commit: commits[index], in: repository)
        rounds.add(name, stopwatch.elapsedMilliseconds)
        _ = consume checkout
    }

    private func runReferences(_ round: Int, _ rounds: inout Rounds) throws {
        let worktree = workbench.path("scratch-worktree-\(round)")
        workbench.settle()
        try measure(Self.worktreeAdd, &rounds) {
            try workbench.run(
                ["git", "worktree", "add", "--quiet", "--detach", worktree, "tree-0"], in: path)
        }
        waitForNextSecond()
        try workbench.run(["git", "add", "--all"], in: worktree)
        try measure(Self.checkout, &rounds) {
            try workbench.run(["git", "checkout", "--quiet", "--force", "--detach", "tree-1"], in: worktree)
        }
        try change(worktree)
        try measure(Self.addAll, &rounds) {
            try workbench.run(["git", "add", "--all"], in: worktree)
            try workbench.run(["git", "write-tree"], in: worktree)
        }
    }

    /// Git reads again, once, the files that have changed in the second in which it wrote its index.
    private func waitForNextSecond() { usleep(1_100_000) }

    private func change(_ folder: String) throws {
        for number in 0..<Self.differing {
            try Files.writeAtomically(
                Array("changed\n".utf8), to: "\(folder)/\(Self.file(number * 7))", durable: false)
        }
    }

    private func measure(_ name: String, _ rounds: inout Rounds, _ body: () throws -> Void) rethrows {
        let stopwatch = Stopwatch()
        try body()
        rounds.add(name, stopwatch.elapsedMilliseconds)
    }

    func findings(_ rounds: Rounds) -> Findings {
        func compare(_ name: String, _ reference: String, _ bound: Measurement.Bound? = nil) -> Measurement {
            Measurement(
                name, rounds.median(name), .milliseconds, beside: reference, rounds.median(reference),
                bound: bound)
        }
        return Findings(
            measurements: [
                compare(Self.fromNothing, Self.worktreeAdd),
                compare(Self.second, Self.worktreeAdd),
                compare(Self.neighbour, Self.worktreeAdd, .atMost(50)),
                compare(Self.neighbour, Self.checkout),
                compare(Self.same, Self.worktreeAdd),
                compare(Self.unchanged, Self.addAll, .atMost(20)),
                compare(Self.changed, Self.addAll),
            ],
            remarks: [
                "medians of \(Self.rounds) rounds; \(Self.files) files, each checkout read back from the disk"
            ])
    }
}
