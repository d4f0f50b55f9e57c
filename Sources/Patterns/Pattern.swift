/// A regular expression in Perl's syntax, for patterns that stand in data and texts that nobody vouches for.
///
/// PCRE2 does the work. A pattern is compiled once and can be used by any number of threads at once. `.`
/// does not match the end of a line; a line ends with LF, CR LF or CR. `\w`, `\d`, `\s` and `\b` know the
/// letters, digits and spaces of all scripts. What is not UTF-8 in a text matches nothing, and the rest of it
/// can be found. The work for one text is bounded: see ``PatternError``.
public struct Pattern: Sendable {
    /// How a pattern is meant.
    public struct Options: OptionSet, Sendable, Hashable {
        /// One bit for each.
        public let rawValue: UInt8

        /// The options of these bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Letters match in either case, as with `(?i)`.
        public static let caseInsensitive = Options(rawValue: 1)
        /// `^` and `$` match at the beginning and the end of each line, as with `(?m)`.
        public static let multiline = Options(rawValue: 2)
        /// Compiled to machine code: takes longer to make, and pays from some MiB of text on.
        public static let optimized = Options(rawValue: 4)
    }

    /// The text that it was made of.
    public let text: String
    /// How it is meant.
    public let options: Options

    let code: CompiledCode

    /// Compiles a pattern.
    ///
    /// - Throws: ``PatternError/Kind/syntax`` with the place, for what is no pattern or far too large.
    public init(_ text: String, options: Options = []) throws(PatternError) {
        (self.text, self.options) = (text, options)
        code = try CompiledCode(text, options)
    }

    /// The names of its groups, in the order of their numbers.
    public var groupNames: [String] { code.names.map(\.name) }

    /// A pattern's text that matches exactly these characters.
    public static func escaping(_ text: String) -> String {
        String(text.flatMap { #"\^$.|?*+()[]{}#-"#.contains($0) ? ["\\", $0] : [$0] })
    }
}

extension Pattern: Hashable {
    /// Whether both match the same, by their texts.
    public static func == (left: Pattern, right: Pattern) -> Bool {
        left.text == right.text && left.options == right.options
    }

    /// By text and options.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(text)
        hasher.combine(options)
    }
}
