/// One thing the program can be asked to do: how it is called, what it says about itself, what it runs.
struct Subcommand: Sendable {
    /// The words after `git autowrk`, as in `["journal", "append"]`.
    let path: [String]
    /// What it does, in one line without a full stop.
    let summary: String
    /// What stands in the usage line for the words without a dash, as in `[<stream>]`.
    var operands: String = ""
    /// How many of them there may be.
    var operandCount: ClosedRange<Int> = 0...0
    /// Whether a word that starts with a dash, as -1 does, is an operand unless an option has that name.
    var operandsMayStartWithDash = false
    /// What it understands beside the options that all have.
    var options: [Option] = []
    /// Paragraphs for the help and the manual page.
    var discussion: [String] = []
    /// Does the work.
    let run: @Sendable (inout Session, Arguments) throws(Failure) -> ExitStatus

    /// The words as they are typed.
    var name: String { path.joined(separator: " ") }

    /// How it is called, in parts that stay on one line.
    var usageParts: [String] {
        ["git autowrk \(name)"] + (options + Option.common).map(\.usage)
            + (operands.isEmpty ? [] : [operands])
    }

    /// How it is called, in one line.
    var usage: String { usageParts.joined(separator: " ") }
}

/// A word that starts with a dash.
struct Option: Sendable {
    /// With its dashes, as in `--stream`.
    let name: String
    /// With its dash, as in `-m`.
    var short: String?
    /// What stands for its value, as in `<name>`; nil for a switch.
    var value: String?
    /// Whether it may be given more than once.
    var repeats = false
    /// What it does, in one line without a full stop.
    let help: String

    /// What every subcommand understands.
    static let common = [
        Option(name: "--no-color", help: "print without colours, as with NO_COLOR set"),
        Option(name: "--help", short: "-h", help: "print this help"),
    ]

    /// One JSON document, or JSON Lines, in place of text.
    static let json = Option(name: "--json", help: "print JSON with a schema number, for programs")

    var usage: String {
        let word = value.map { "\(name) \($0)" } ?? name
        return repeats ? "[\(word)]…" : "[\(word)]"
    }
}

/// What a command leaves to its caller (exit status).
enum ExitStatus: Int32, Sendable {
    /// It was done.
    case done = 0
    /// The work itself failed: a run, a check, a remote that is out of reach.
    case failed = 1
    /// Wrong use or configuration.
    case misuse = 2
    /// The run waits for somebody.
    case waiting = 4
    /// A push is refused: `hook pre-push` alone ends so, and its script tells it from every failure by that.
    case refused = 77
    /// SIGHUP has stopped it, as a shell tells the end by a signal: 128 and its number.
    case hungUp = 129
    /// Ctrl-C has.
    case interrupted = 130
    /// SIGTERM has.
    case terminated = 143
}
