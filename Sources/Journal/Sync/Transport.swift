import Git
import Glibc
import Platform

/// Fetches from and pushes to one remote with the `git` program.
struct Transport {
    /// A lane and the commit it is to be pushed at.
    struct Lane {
        let replica: ReplicaID
        let tip: ObjectID
    }

    /// What became of a push.
    struct PushOutcome {
        var sent: [Lane] = []
        var refused: [SyncReport.Refusal] = []
        /// Whether a lane was refused because the remote has something that we don't know yet.
        var isOutdated = false
    }

    private let remote: String
    private let git: GitProgram
    private let budget: Duration?
    private let stopwatch = Stopwatch()
    private let gitDirectory: String
    private let locks: LeftLocks
    private let isLaneCut: Bool

    /// More commits than a lane has, and less than Git's own number for all (2³¹ − 1).
    private static let wholeDepth = 1_000_000_000

    /// How long locks of another fetch are waited for: six seconds, in which those left behind grow stale.
    private static let lockAttempts = 60
    private static let lockPause: UInt32 = 100_000  // microseconds

    /// Lanes that go into one push; the names of more could pass what a command line holds.
    private static let lanesPerPush = 500

    init(
        remote: String, git: GitProgram, budget: Duration?, repository: borrowing Repository
    ) throws(JournalError) {
        let isKnown: Bool
        do {
            isKnown = try repository.configuration().remotes.contains(remote)
        } catch { throw .git(error) }
        guard isKnown else { throw .unknownRemote(remote) }
        (self.remote, self.git, self.budget) = (remote, git, budget)
        gitDirectory = repository.gitDirectory
        locks = LeftLocks(in: repository)
        isLaneCut = Self.isLaneCut(in: repository)
    }

    /// Updates the tracking references of the remote's lanes, and nothing else: no tags, no FETCH_HEAD, no
    /// configured refspec.
    func fetch() throws(JournalError) {
        let arguments = [
            "fetch", "--quiet", "--prune", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules",
            "--no-auto-maintenance", "--refmap=",
        ]
        // Completes a lane whose older part was cut off by `git fetch --depth`. Other than `--unshallow`,
        // which completes everything, a depth concerns what is fetched: branches stay as shallow as they are.
        // A fetch with a depth fails without a word when the remote has no lane at all.
        if isLaneCut {
            _ = try run(arguments + ["--depth=\(Self.wholeDepth)", remote, Lanes.fetchRefspec(remote)])
        }
        for attempt in 0... {
            let outcome = try run(arguments + [remote, Lanes.fetchRefspec(remote)])
            if outcome.succeeded { return }
            // Another fetch is at the same references: one of the user's, or what a killed sync has left.
            let isInTheWay = outcome.errorText.contains("lock")
            guard isInTheWay, attempt < Self.lockAttempts else { throw failure(outcome) }
            usleep(Self.lockPause)
            locks.clear(below: "\(Lanes.trackingPrefix)\(remote)/", age: LeftLocks.staleTrackingAge)
        }
    }

    /// Pushes lanes, never forced. User's hooks do not run and user's settings for branches do not apply.
    func push(_ lanes: [Lane]) throws(JournalError) -> PushOutcome {
        var total = PushOutcome()
        var rest = lanes[...]
        while !rest.isEmpty {
            let some = rest.prefix(Self.lanesPerPush)
            rest = rest.dropFirst(some.count)
            let arguments = [
                // A remote that pushes mirror to takes no refspec.
                "-c", "push.gpgSign=false", "-c", "remote.\(remote).mirror=false", "push", "--porcelain",
                "--no-verify", "--no-follow-tags",
                "--recurse-submodules=no", remote,
            ]
            let outcome = try run(arguments + some.map { "\($0.tip.hex):\(Lanes.reference($0.replica))" })
            let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
            let verdicts = lines.compactMap { PushVerdict($0) }
            if verdicts.isEmpty && !outcome.succeeded { throw failure(outcome) }
            for verdict in verdicts {
                if verdict.isAccepted {
                    total.sent += some.filter { $0.replica == verdict.replica }
                } else {
                    total.refused.append(.init(lane: verdict.replica, reason: verdict.reason))
                    if verdict.isOutdated { total.isOutdated = true }
                }
            }
        }
        return total
    }

    /// Whether one of the commits at which a shallow clone ends is of the journal.
    private static func isLaneCut(in repository: borrowing Repository) -> Bool {
        guard repository.isShallow, let boundary = try? repository.shallowBoundary() else { return false }
        return boundary.contains { id in
            let isEvents = try? repository.withCommit(id) { commit in
                let message = commit.message.assumingMemoryBound(to: UInt8.self)
                let scan = { (line: UnsafeBufferPointer<UInt8>) throws(EventFormatError) in
                    _ = try EventScan(line)
                }
                return (try? CommitMessage.forEachLine(message, scan)) != nil
            }
            return isEvents ?? false
        }
    }

    private func run(_ arguments: [String]) throws(JournalError) -> ChildOutcome {
        var limit: Duration?
        if let budget {
            let rest = budget - stopwatch.elapsed
            guard rest > .zero else { throw .timeBudget(remote: remote) }
            limit = rest
        }
        // References of ours are nothing that a user's reference-transaction hook is for.
        let words = ["-c", "core.hooksPath=/dev/null"] + arguments
        let outcome = try git.run(words, gitDirectory: gitDirectory, timeLimit: limit)
        if case .timedOut = outcome.ending { throw .timeBudget(remote: remote) }
        return outcome
    }

    private func failure(_ outcome: ChildOutcome) -> JournalError {
        .transport(remote: remote, message: GitProgram.complaint(outcome))
    }
}

/// One line of `git push --porcelain`: a flag, the references and a summary between tabs.
struct PushVerdict: Equatable {
    let replica: ReplicaID
    let isAccepted: Bool
    /// Git's summary, for a lane that was refused the reason in its parentheses.
    let reason: String

    /// Whether a fetch and another try can help.
    var isOutdated: Bool {
        ["fetch first", "non-fast-forward", "stale info", "failed to update ref", "incorrect old value"]
            .contains { reason.contains($0) }
    }

    /// Nil for the lines before and after the references.
    init?(_ line: some StringProtocol) {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
        guard fields.count == 3, fields[0].count == 1, let target = fields[1].split(separator: ":").last,
            target.hasPrefix(Lanes.prefix), let replica = Lanes.replica(of: String(target))
        else { return nil }
        self.replica = replica
        isAccepted = fields[0] != "!"
        let summary = String(fields[2])
        if let start = summary.lastIndex(of: "("), summary.hasSuffix(")") {
            reason = String(summary[summary.index(after: start)...].dropLast())
        } else {
            reason = summary
        }
    }
}
