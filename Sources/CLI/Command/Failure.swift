import Platform

/// Why a command ends without having done its work, as the user is told: kind, message and hints.
struct Failure: Error, Sendable {
    /// What kind of thing is wrong; decides the exit status.
    enum Kind: String, Sendable {
        /// The command line.
        case usage
        /// What was handed in: a file, standard input, JSON.
        case input
        /// The repository, its configuration or format.
        case repository
        /// The state has moved on, or somebody else is at work.
        case conflict
        /// The disk, a permission, a missing program.
        case system
        /// A remote or the way to it.
        case remote
        /// The reader of standard output has gone; nothing is said about that.
        case closedOutput
    }

    let kind: Kind
    /// Lower case, what failed first, the subject in quotes, no full stop.
    let message: String
    /// What may help, one line each.
    var hints: [String]

    init(_ kind: Kind, _ message: String, hints: [String] = []) {
        (self.kind, self.message, self.hints) = (kind, message, hints)
    }

    /// Whether the only thing that is wrong is that nobody is in a repository.
    var isForWantOfRepository = false

    /// The signal that has stopped the command, where one has.
    private(set) var signal: StopSignal?

    /// Nobody has failed: somebody has stopped it.
    init(stoppedBy signal: StopSignal) {
        self.init(.conflict, "stopped")
        self.signal = signal
    }

    /// 2 for what the user can put right on the command line or in the configuration, else 1.
    var status: ExitStatus {
        if let signal { return ExitStatus(signal) }
        return switch kind {
        case .usage, .input, .repository: .misuse
        case .conflict, .system, .remote, .closedOutput: .failed
        }
    }

    /// The lines for standard error.
    var text: String {
        (["error: \(message)"] + hints.map { "hint: \($0)" }).map { harmless($0) + "\n" }.joined()
    }
}
