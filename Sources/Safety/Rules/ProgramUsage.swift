import Patterns

/// How words of a program are to be read: which are values, files, or other commands.
struct ProgramUsage: Sendable {
    var programs: [NamePattern]
    /// Words that the operands begin with, one of these; empty for any.
    var subcommands: [[NamePattern]] = []
    /// Of each one has to be there for it to count.
    var flags: [[String]] = []
    /// Options that take a value.
    var values: Set<String> = []
    /// Behind how many operands another command begins.
    var command: Int?
    /// Whether each word that is the name of a program may be where another command begins.
    var commandIsAnywhere = false
    /// The word behind which another command begins.
    var commandMark: String?
    /// Whether assignments may stand in front of that command.
    var hasAssignments = false
    /// Options behind which a command stands, up to a `;` or `+`.
    var sections: Set<String> = []
    /// The word that stands for what is found or read.
    var placeholder: String?
    /// Words that are code.
    var code: [CodePlace] = []
    /// The operand that names a file of code.
    var script: Int?
    /// Options that name files of code.
    var scriptOptions: [String] = []
    /// Files of code that are taken where none is named.
    var defaultScripts: [String] = []
    /// The language of code.
    var language = "shell"
    /// The word behind which the arguments of the command stand, one for each time it is performed.
    var argumentMark: String?
    /// Options that name the folder that it works in.
    var runsIn: [String] = []
    /// What it brings into the tree.
    var brings: Arrival?
    /// What standard input is used for.
    var input: InputUse?
    /// Options with which operands are no file of code, but input is code.
    var inputWith: [String] = []
    /// Options with which input is no code.
    var inputWithout: [String] = []
    /// Which words are files.
    var files: [(effect: Effect, place: FilePlace)] = []
    /// Options that name the folder of what it writes.
    var folder: [String] = []
    /// What its output carries.
    var output: Taint = []
    /// Whether commands in it are performed in another place, as on another machine.
    var isElsewhere = false

    /// What standard input is used for.
    enum InputUse: String, Sendable, CaseIterable {
        /// Code, unless there is a file or an option with code.
        case code
        /// Words for the command.
        case arguments
        /// It is printed again.
        case passed
    }

    /// What files come from elsewhere.
    enum Arrival: String, Sendable, CaseIterable {
        /// A folder, named by the second operand or after the address.
        case copy
        /// What an archive holds, if that comes from elsewhere.
        case content
    }

    /// Where code stands.
    struct CodePlace: Sendable {
        /// The values of these options.
        var options: [String] = []
        /// This operand.
        var operand: Int?
        /// All operands from this one on.
        var operands: Int?
        /// Only with one of these options.
        var when: [String] = []
        /// What of the word is code, as its group `code`.
        var match: Pattern?
        /// What has to be thought in front of it.
        var before = ""
        var language: String?
        /// Whether the words behind it belong to it.
        var takesRest = false
    }

    /// Where names of files stand.
    enum FilePlace: Sendable {
        case operands
        case first
        case last
        /// All operands but the last.
        case rest
        /// All operands but the first.
        case behindFirst
        case options([String])
        /// What stands behind this in an operand, as in `of=file`.
        case assigned(String)
    }
}
