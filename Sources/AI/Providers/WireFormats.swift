/// The ways of asking models that are built in.
public enum WireFormats {
    /// Each a file, or a folder of files; a new one is added here.
    public static let all: [any WireFormat] = [
        Anthropic(),
        OpenAIResponses(),
        OpenAIChat(),
        Gemini(),
        Ollama(),
    ]

    /// The format of a name; nil where there is none.
    public static func named(_ name: String) -> (any WireFormat)? { all.first { $0.name == name } }
}
