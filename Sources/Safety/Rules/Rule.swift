import Patterns

/// When a command is dangerous, and what is done about it; all conditions have to hold.
struct Rule: Sendable {
    /// What a rule looks at.
    enum Subject: Sendable, Equatable {
        /// Programs with their words.
        case call
        /// Code of a language other than the shell's.
        case code
        /// Values that variables get.
        case assignment
        /// What the evaluation itself has met.
        case circumstance(Circumstance)
    }

    var name: String
    var area: String
    var decision: Decision
    var reason: String
    var subject = Subject.call

    /// Names of programs; empty for all.
    var programs: [NamePattern] = []
    /// Programs that are left out.
    var except: Set<String> = []
    /// Words that the operands begin with, one of these.
    var subcommands: [[NamePattern]] = []
    /// Of each one has to be there.
    var flags: [[String]] = []
    /// None of these may be there.
    var without: [String] = []
    /// One of the operands, behind the subcommand.
    var operands: [Matcher] = []
    /// Where all operands match one of these, the rule does not apply.
    var spared: [Matcher] = []
    var first: [Matcher] = []
    var last: [Matcher] = []
    /// All but the last one.
    var rest: [Matcher] = []
    /// Values of options.
    var options: [(names: [String], matchers: [Matcher])] = []
    /// What is done to files.
    var effects: [(kind: Effect, matchers: [Matcher])] = []
    /// What standard input brings.
    var input: [InputMatcher] = []
    /// What one of the words carries.
    var carries: Taint = []
    /// Found in the words.
    var text: Pattern?
    /// Not found in the words.
    var unless: Pattern?
    /// Where its output goes.
    var sink: Set<Sink> = []
    /// What its output carries from then on.
    var output: Taint = []

    var languages: Set<String> = []
    /// Found in the code, one of these.
    var matches: [Pattern] = []

    var variables: [NamePattern] = []

    /// Whether a program of this name is meant.
    func isAbout(_ program: String) -> Bool {
        !except.contains(program) && (programs.isEmpty || programs.contains { $0.matches(program) })
    }
}

/// What a command does to a file.
enum Effect: String, Sendable, CaseIterable {
    case reads
    case writes
    /// Together with ``writes``: what was in it is gone.
    case overwrites
    case deletes
    /// Its mode or owner.
    case changes
    /// To another machine.
    case sends

    /// Whether boundaries on paths are about it.
    var isWrite: Bool { self == .writes || self == .deletes || self == .changes }
}

/// What a value may be.
enum Matcher: Sendable {
    case pathClass(String)
    case pattern(Pattern)
    case taint(Taint)
}

/// What standard input may bring.
enum InputMatcher: Sendable {
    /// Something: a pipe, a file or a text.
    case any
    /// What nobody can know.
    case unknown
    case taint(Taint)
}

/// Where output goes.
enum Sink: String, Sendable, CaseIterable {
    /// To whoever looks at it, or to a file.
    case shown
    case piped
    /// Into words of another command.
    case captured
}

/// What the evaluation meets and can't go on from.
enum Circumstance: String, Sendable, CaseIterable {
    /// The text is not one that shells read.
    case unreadable
    /// It is too long or nested too deeply to be followed.
    case unbounded
    /// The name of a command is not known.
    case unknownCommand = "unknown-command"
    /// What is handed to a shell is not known.
    case unknownCode = "unknown-code"
    /// What is handed to another interpreter is not known.
    case unknownProgram = "unknown-program"
    /// A script lies in a folder that was fetched just before.
    case fetchedScript = "fetched-script"
    /// Code starts a program, and nobody knows which.
    case unknownStart = "unknown-start"
    /// A function calls itself and doesn't wait.
    case recursion
}
