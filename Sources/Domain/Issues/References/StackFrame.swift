/// A line of a stack trace.
public struct StackFrame: Sendable, Equatable {
    /// Whose form the line has; `native` is what debuggers and sanitizers print.
    public enum Language: String, Sendable, CaseIterable {
        case python, java, javascript, go, rust, ruby, php, csharp, swift, native, elixir
    }

    /// Whose form the line has.
    public var language: Language
    /// As it is printed, with `/` between its parts; nil where only a function is named.
    public var path: String?
    /// The line in that file.
    public var line: Int?
    /// With its qualifiers, as it is printed.
    public var function: String?
    /// How many calls lie between it and where the error arose: 0 is the innermost of its trace.
    public var distance: Int
    /// The line of the issue.
    public var issueLine: Int

    /// A frame of these properties.
    public init(
        _ language: Language, path: String?, line: Int? = nil, function: String? = nil, distance: Int = 0,
        issueLine: Int = 0
    ) {
        (self.language, self.path, self.line, self.function) = (language, path, line, function)
        (self.distance, self.issueLine) = (distance, issueLine)
    }
}
