import Git
import Journal
import Platform

/// The one place where errors of the modules below become words.
extension Failure {
    init(_ error: JournalError) {
        switch error {
        case .git(let error): self.init(error)
        case .system(let error): self.init(error)
        case .cache(let error):
            self.init(
                .system, "cannot use the query cache: \(error.message)",
                hints: ["'git autowrk doctor' finds out what is wrong with it"])
        case .invalid(let field, let reason):
            self.init(.input, "cannot record an event: '\(field)': \(reason)")
        case .eventTooLarge(let bytes):
            self.init(
                .input, "cannot record an event of \(bytes) bytes: at most \(Event.maximumSize) are allowed",
                hints: ["attach large content as a file: --attach NAME=FILE"])
        case .clockOutOfRange(let time):
            self.init(
                .system, "cannot record an event at \(time.iso8601): the clock must be between 2025 and 2100",
                hints: ["set the system's clock"])
        case .stale(let stream, let expected, let actual):
            self.init(
                .conflict,
                "cannot record the decision: stream '\(stream)' is at \(Self.name(actual)), not \(Self.name(expected))"
            )
        case .newerWriteFormat(let version):
            self.init(
                .repository, "cannot write: the journal needs write version \(version), this program has 1",
                hints: ["reading works; install a newer git-autowrk to write"])
        case .newerReadFormat(let version):
            self.init(
                .repository, "cannot read the journal: it needs read version \(version), this program has 1",
                hints: ["install a newer git-autowrk"])
        case .referenceLocked(let name):
            self.init(
                .conflict, "cannot move '\(name)': another program holds its lock",
                hints: ["'git autowrk doctor' tells which locks are left behind"])
        case .unknownLane(let name): self.init(.usage, "there is no lane '\(name)'")
        case .unknownRemote(let name):
            self.init(
                .usage, "there is no remote '\(name)'", hints: ["'git remote' lists what is configured"])
        case .transport(let remote, let message):
            self.init(
                .remote, "cannot sync with '\(remote)': \(message)",
                hints: ["nothing is lost: the next sync goes on from here"])
        case .unreadableCommit(let commit, let reason):
            self.init(
                .repository, "cannot compact the lane: commit '\(commit)' can't be read: \(reason)",
                hints: ["'git autowrk fsck' lists what is wrong"])
        case .maintenanceRunning:
            self.init(
                .conflict, "cannot tidy up: another process is at it", hints: ["try again when it is done"])
        case .program(let name, let message): self.init(.system, "'\(name)' failed: \(message)")
        case .timeBudget(let remote):
            self.init(
                .remote, "cannot sync with '\(remote)': it took longer than allowed",
                hints: ["nothing is lost: the next sync goes on from here"])
        }
    }

    init(_ error: GitError) {
        switch error.kind {
        case .notARepository:
            self.init(.repository, "not a git repository (or any of the parent directories)")
            isForWantOfRepository = true
        case .notOwned:
            self.init(
                .repository, "the repository belongs to somebody else: \(error.message)",
                hints: ["git config --global --add safe.directory <folder>"])
        case .unsupportedRepository, .invalidName, .corrupt: self.init(.repository, error.message)
        case .readOnly, .diskFull: self.init(.system, "cannot write to the repository: \(error.message)")
        case .locked, .modified: self.init(.conflict, error.message)
        case .notFound, .exists, .conflict, .other: self.init(.repository, error.message)
        }
    }

    init(_ error: SystemError) { self.init(.system, error.description) }

    private static func name(_ id: EventID?) -> String { id?.description ?? "its beginning" }
}
