/// A word as it is written, before the shell expands it.
public struct Word: Sendable, Equatable {
    /// In the order of the text; empty for a word that can't be anything else.
    public var parts: [WordPart]
    /// Where it stands, in bytes of the whole text.
    public var range: Range<Int>

    /// A word of these parts.
    public init(_ parts: [WordPart], range: Range<Int>) { (self.parts, self.range) = (parts, range) }

    /// Its text where nothing in it is quoted or expanded; nil otherwise.
    public var literal: String? {
        var text = ""
        for part in parts {
            guard case .literal(let more) = part else { return nil }
            text += more
        }
        return text
    }
}

/// A part of a word.
public indirect enum WordPart: Sendable, Equatable {
    /// Text without quotes.
    case literal(String)
    /// Text whose characters stand for themselves: in single quotes, in `$'…'`, behind a backslash.
    case quoted(String)
    /// What stands in double quotes.
    case doubleQuoted([WordPart])
    /// `*`, `?`, `[…]` and `@(…)`: matches names of files.
    case glob(String)
    /// `~` or `~name` where a folder is meant.
    case tilde(String)
    /// `$name` and `${…}`.
    case parameter(Parameter)
    /// `$(…)` and backticks.
    case command(Substitution)
    /// `<(…)` and `>(…)`.
    case process(Substitution, isOutput: Bool)
    /// `$((…))`, with what is expanded in it.
    case arithmetic([WordPart])
    /// `{a,b}` and `{1..9}`: a word for each.
    case braces([[WordPart]])
}

/// Commands whose output stands in for them.
public struct Substitution: Sendable, Equatable {
    /// What is performed.
    public var list: CommandList
    /// Where it stands, in bytes of the whole text.
    public var range: Range<Int>
}

/// A use of a variable.
public struct Parameter: Sendable, Equatable {
    /// As in `HOME`, `1`, `@` or `?`.
    public var name: String
    /// What stands in brackets behind it.
    public var index: [WordPart]?
    /// Whether a `!` stands in front: the variable holds the name of the one that is meant.
    public var isIndirect = false
    /// Whether a `#` stands in front: its length is meant.
    public var isLength = false
    /// As in `:-`, `##` or `/`; empty for the value as it is.
    public var `operator` = ""
    /// What stands behind the operator.
    public var argument: [WordPart] = []
}
