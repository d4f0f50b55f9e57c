/// What a pipeline is made of.
public indirect enum Command: Sendable, Equatable {
    /// A program, builtin or function with its words.
    case simple(SimpleCommand)
    /// `{ … }`, `if`, loops and the like.
    case compound(CompoundCommand)
    /// The definition of a function, which performs nothing yet.
    case function(FunctionDefinition)
    /// `coproc`, with the command that runs beside the shell.
    case coprocess(Command)
}

/// Assignments, words and redirections; one of them at least.
public struct SimpleCommand: Sendable, Equatable {
    /// In front of the words; those behind `export` and its kind, too, when they hold an array.
    public var assignments: [Assignment] = []
    /// The first is the name of what is performed, once it is expanded.
    public var words: [Word] = []
    /// In the order of the text.
    public var redirections: [Redirection] = []
    /// Where it stands, in bytes of the whole text.
    public var range: Range<Int>
}

/// `name=value`.
public struct Assignment: Sendable, Equatable {
    /// What a variable gets.
    public enum Value: Sendable, Equatable {
        case word(Word)
        case array([Word])
    }

    /// The variable.
    public var name: String
    /// What stands in brackets behind it.
    public var index: [WordPart]?
    /// Whether it is `+=`.
    public var isAppended = false
    /// What it gets.
    public var value: Value
    /// Where it stands, in bytes of the whole text.
    public var range: Range<Int>
}

/// `>file` and its kind.
public struct Redirection: Sendable, Equatable {
    /// What is done with the file.
    public enum Operator: String, Sendable {
        case read = "<"
        case write = ">"
        case append = ">>"
        case overwrite = ">|"
        case readAndWrite = "<>"
        case duplicateInput = "<&"
        case duplicateOutput = ">&"
        case writeBoth = "&>"
        case appendBoth = "&>>"
        case hereDocument = "<<"
        case hereDocumentWithoutTabs = "<<-"
        case hereString = "<<<"
    }

    /// The number or `{name}` in front of it.
    public var descriptor: String?
    /// What is done.
    public var `operator`: Operator
    /// The file, the descriptor, the text or the delimiter.
    public var target: Word
    /// Which of ``Script/hereDocuments`` it reads.
    public var hereDocument: Int?
    /// Where it stands, in bytes of the whole text.
    public var range: Range<Int>
}

/// Commands within commands.
public struct CompoundCommand: Sendable, Equatable {
    /// One way through a `case`.
    public struct Branch: Sendable, Equatable {
        /// With `|` between them in the text.
        public var patterns: [Word]
        /// What is performed.
        public var body: CommandList
    }

    /// What it does with the commands.
    public indirect enum Kind: Sendable, Equatable {
        /// `{ … }`
        case group(CommandList)
        /// `( … )`
        case subshell(CommandList)
        /// `if` and each `elif`, then `else`.
        case conditional([(condition: CommandList, body: CommandList)], otherwise: CommandList?)
        /// `while` and `until`.
        case loop(condition: CommandList, body: CommandList)
        /// `for` and `select`; without words those that the shell was called with.
        case each(name: String, words: [Word]?, body: CommandList)
        /// `for ((…; …; …))`
        case counted([WordPart], body: CommandList)
        /// `case`
        case selection(Word, [Branch])
        /// `[[ … ]]`
        case test([Word])
        /// `(( … ))`
        case arithmetic([WordPart])

        /// Whether both have the same parts at the same places.
        public static func == (left: Kind, right: Kind) -> Bool {
            switch (left, right) {
            case (.group(let a), .group(let b)), (.subshell(let a), .subshell(let b)): a == b
            case (.conditional(let a, let c), .conditional(let b, let d)):
                c == d && a.map(\.condition) == b.map(\.condition) && a.map(\.body) == b.map(\.body)
            case (.loop(let a, let c), .loop(let b, let d)): a == b && c == d
            case (.each(let a, let c, let e), .each(let b, let d, let f)): a == b && c == d && e == f
            case (.counted(let a, let c), .counted(let b, let d)): a == b && c == d
            case (.selection(let a, let c), .selection(let b, let d)): a == b && c == d
            case (.test(let a), .test(let b)): a == b
            case (.arithmetic(let a), .arithmetic(let b)): a == b
            default: false
            }
        }
    }

    /// What it does.
    public var kind: Kind
    /// For all commands in it.
    public var redirections: [Redirection] = []
    /// Where it stands, in bytes of the whole text.
    public var range: Range<Int>
}

/// `name() { … }`.
public struct FunctionDefinition: Sendable, Equatable {
    /// What it is called by.
    public var name: String
    /// What a call performs.
    public var body: Command
    /// Where it stands, in bytes of the whole text.
    public var range: Range<Int>
}
