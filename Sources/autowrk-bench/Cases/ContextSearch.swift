import Context
import Domain
import Git
import Journal
import Platform

extension BenchCase {
    static let context = BenchCase(
        name: "context", purpose: "files for an issue among 5,000, beside git grep"
    ) { workbench in
        let bench = try ContextBench(on: workbench)
        var rounds = Rounds()
        for round in 0..<ContextBench.rounds { try bench.run(round, &rounds) }
        return bench.findings(rounds)
    }
}

/// A repository of 5,000 source files with a history of 1,000 commits.
private struct ContextBench {
    static let rounds = 5
    private static let files = 5000
    private static let commits = 1000
    private static let changed = 10

    private static let cold = "no index"
    private static let warm = "same tree, opened anew"
    private static let open = "same tree, open"
    private static let difference = "another commit, \(changed) other files"
    private static let grep = "git grep"

    private let workbench: Workbench
    private let path: String
    private let tip: ObjectID
    private let next: [ObjectID]
    private let vocabulary: [String]
    private let query: ContextQuery

    init(on workbench: Workbench) throws {
        self.workbench = workbench
        path = workbench.path("context")
        try workbench.run(["git", "init", "--quiet", path], in: workbench.folder)
        let repository = try Repository(discovering: path, useEnvironment: false)
        Repository.setDurable(false)
        defer { Repository.setDurable(true) }
        var generator = Generator(seed: 1, part: 0)
        let syllables = [
            "ba", "ke", "lo", "mi", "nu", "ra", "se", "ti", "vo", "zu", "par", "con", "tex", "fin",
        ]
        let words = (0..<6000).map { _ in (0..<3).map { _ in generator.pick(syllables) }.joined() }
        vocabulary = words
        query = ContextQuery(try Self.issue(words))

        let author = Signature(
            name: workbench.identity.name, email: workbench.identity.email, seconds: 0, offsetMinutes: 0)
        func commit(_ tree: ObjectID, _ parents: [ObjectID], _ message: String) throws -> ObjectID {
            try repository.writeCommit(
                tree: tree, parents: parents, author: author, committer: author, message: message)
        }
        var tree = try Self.tree(over: nil, 0..<Self.files, 0, words, in: repository)
        var last = try commit(tree, [], "begin\n")
        for number in 1..<Self.commits {
            let file = number * 37 % Self.files
            tree = try Self.tree(over: tree, file..<file + 1, number, words, in: repository)
            last = try commit(tree, [last], "fix \(generator.pick(words)) in \(generator.pick(words))\n")
        }
        tip = last
        var next: [ObjectID] = []
        for round in 0..<Self.rounds {
            tree = try Self.tree(
                over: tree, round * 100..<round * 100 + Self.changed, Self.commits + round, words,
                in: repository)
            last = try commit(tree, [last], "change \(round)\n")
            next.append(last)
        }
        self.next = next
        try repository.updateReference(
            "refs/heads/main", to: last, expecting: .none, logMessage: "bench")
        try workbench.run(["git", "gc", "--quiet"], in: path)
    }

    private static func issue(_ words: [String]) throws -> Issue {
        let text = """
            # The \(words[10]) of a \(words[20]) is lost when \(words[30]) comes first

            Calling `\(words[40])_\(words[50])` with a \(words[60]) gives nothing, though \(words[70]) is set.

            ```
            File "folder3/part13/file1213.py", line 20, in \(words[80])
            ValueError: no \(words[90]) for \(words[100])
            ```
            """
        return try Issue.parse(Array(text.utf8))
    }

    /// Files of about 5,000 bytes in 100 folders.
    private static func tree(
        over base: ObjectID?, _ numbers: Range<Int>, _ version: Int, _ words: [String],
        in repository: borrowing Repository
    ) throws -> ObjectID {
        var changes: [TreeChange] = []
        for number in numbers {
            var generator = Generator(seed: number, part: UInt64(version))
            var text = ""
            for function in 0..<12 {
                text += "def \(generator.pick(words))_\(generator.pick(words))(\(generator.pick(words))):\n"
                text += "    # \(generator.pick(words)) the \(generator.pick(words)) of \(function)\n"
                for _ in 0..<8 {
                    text +=
                        "    \(generator.pick(words)) = \(generator.pick(words)).\(generator.pick(words))()\n"
                }
                text += "\n"
            }
            changes.append(
                .upsert(path: file(number), id: try repository.writeBlob(Array(text.utf8)), mode: .file))
        }
        return try repository.updateTree(base, changes: changes)
    }

    private static func file(_ number: Int) -> String {
        "folder\(number % 10)/part\(number % 100)/file\(number).py"
    }

    func run(_ round: Int, _ rounds: inout Rounds) throws {
        let repository = try Repository(discovering: path, useEnvironment: false)
        let folder = workbench.path("context-index-\(round)")
        workbench.settle()
        var finder = ContextFinder(indexIn: folder)
        try measure(Self.cold, &rounds) { try find(tip, &finder, in: repository) }
        try measure(Self.open, &rounds) { try find(tip, &finder, in: repository) }
        var other = ContextFinder(indexIn: folder)
        try measure(Self.warm, &rounds) { try find(tip, &other, in: repository) }
        try measure(Self.difference, &rounds) { try find(next[round], &other, in: repository) }
        let words = [10, 20, 30, 60, 70, 90, 100].flatMap { ["-e", vocabulary[$0]] }
        try measure(Self.grep, &rounds) {
            try workbench.run(["git", "grep", "--count", "-w"] + words + ["main"], in: path)
        }
    }

    private func find(
        _ commit: ObjectID, _ finder: inout ContextFinder, in repository: borrowing Repository
    ) throws {
        let result = try finder.find(query, at: commit, in: repository)
        guard result.fileCount == Self.files, result.isIndexKept, !result.files.isEmpty else {
            throw BenchError(.failure, "searched \(result.fileCount) files, found \(result.files.count)")
        }
    }

    private func measure(_ name: String, _ rounds: inout Rounds, _ body: () throws -> Void) rethrows {
        let stopwatch = Stopwatch()
        try body()
        rounds.add(name, stopwatch.elapsedMilliseconds)
    }

    func findings(_ rounds: Rounds) -> Findings {
        func compare(_ name: String, _ bound: Measurement.Bound? = nil) -> Measurement {
            Measurement(
                name, rounds.median(name), .milliseconds, beside: Self.grep, rounds.median(Self.grep),
                bound: bound)
        }
        return Findings(
            measurements: [
                compare(Self.cold, .atMost(5000)), compare(Self.warm, .atMost(100)), compare(Self.open),
                compare(Self.difference),
            ],
            remarks: [
                "medians of \(Self.rounds) rounds; \(Self.files) files of about 5 KB, \(Self.commits) commits"
            ])
    }
}
