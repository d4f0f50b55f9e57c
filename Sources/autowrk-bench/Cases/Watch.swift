import Git
import Journal
import Platform

extension BenchCase {
    static let watch = BenchCase(
        name: "watch", purpose: "a look whether others have appended something"
    ) { workbench in
        let corpus = try await Corpus(.grouped, on: workbench)
        let path = workbench.path("watch")
        try workbench.clone(corpus, to: path)
        try name(try corpus.lane().target, in: path)
        var journal = try workbench.openJournal(path)
        var cursor = try journal.cursor()
        var times = Rounds()
        for _ in 0..<rounds {
            let look = Stopwatch()
            let hasNews = journal.hasNews(since: cursor)
            times.add(nothing, look.elapsedMilliseconds)
            var other = try workbench.openJournal(path)
            _ = try other.append(
                Decision(events: Array(workbench.workload.drafts(7).suffix(1))), by: workbench.identity)
            let read = Stopwatch()
            let changes = try journal.changes(since: cursor)
            times.add(something, read.elapsedMilliseconds)
            guard !hasNews, changes.streams.count == 1 else {
                throw BenchError(.failure, "the look was wrong")
            }
            cursor = changes.cursor
        }
        return Findings(
            measurements: [
                Measurement(nothing, times.median(nothing), .milliseconds, bound: .atMost(0.2)),
                Measurement(something, times.median(something), .milliseconds),
            ],
            remarks: ["\(lanes) lanes and as many tracking references, median of \(rounds) rounds"])
    }

    private static let rounds = 50
    private static let lanes = 6
    private static let nothing = "nothing new"
    private static let something = "take in one event and name its stream"

    /// Gives the lane further names, as of other clones and of a remote.
    private static func name(_ tip: ObjectID, in path: String) throws {
        let repository = try Repository(discovering: path, useEnvironment: false)
        for number in 0..<lanes {
            guard let replica = ReplicaID(String(repeating: "\(number)", count: 12)) else { continue }
            for reference in [Lanes.reference(replica), Lanes.tracking(replica, at: "origin")] {
                try repository.updateReference(reference, to: tip, expecting: .none, logMessage: "")
            }
        }
    }
}
