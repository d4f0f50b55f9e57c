/// How a language writes what the index looks for. Everything that varies is data.
struct Language: Sendable {
    /// What follows an identifier that a definition gives.
    struct Keywords: Sendable {
        /// A name follows: `class`, `def`, `fn`.
        var anywhere: [String] = []
        /// The same, at the left margin only: `const` gives a name to much that nobody looks for.
        var atMargin: [String] = []
    }

    /// How definitions without a keyword are told.
    enum Functions: Sendable {
        /// None are without.
        case byKeyword
        /// A type, a name, and a parenthesis: `static int parse(`.
        case byType
        /// A name at the beginning of a line, a parenthesis, and a brace at its end: `parse(text) {`.
        case byBrace
    }

    var name: String
    var extensions: [String]
    var keywords: Keywords
    var functions: Functions = .byKeyword
    /// What comments up to the end of the line begin with.
    var lineComment: String = "//"
    /// What longer ones stand between; empty for none.
    var blockComment: (open: String, close: String) = ("/*", "*/")
    /// Quotes around text that ends with its line at the latest.
    var quotes: String = "\""
    /// Whether `NAME = …` at the left margin defines a name.
    var definesByAssignment = false
}
