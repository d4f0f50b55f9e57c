import AI
import HTTP
import JSON
import Platform
import TestSupport

/// An exchange that somebody else has recorded, with what an independent reader made of it.
struct Recording: Sendable, CustomStringConvertible {
    /// How its answer came.
    enum Kind: String, CaseIterable { case unary, stream, error }

    let file: String
    /// The name of the wire format.
    let format: String
    let kind: Kind
    let request: JSON
    let response: HTTPResponse
    let expected: JSON

    var description: String { file }

    /// The folders, and the format that each is of.
    static let formats = [
        "anthropic": "anthropic", "anthropic-count": "anthropic", "gemini": "gemini", "ollama": "ollama",
        "ollama-openai-compat": "openai-chat", "openai-chat": "openai-chat", "openai-responses": "openai",
    ]

    /// All of them.
    ///
    /// - Throws: where the folder, or one of those in it, is missing or empty.
    static func all() throws -> [Recording] {
        let top = "\(ConformanceData.folder ?? "")/ai-recordings"
        return try Files.list(top).sorted().flatMap { folder -> [Recording] in
            guard let format = formats[folder] else { throw UnknownFolder(name: folder) }
            return try Kind.allCases.flatMap { kind -> [Recording] in
                let path = "\(top)/\(folder)/\(kind.rawValue)"
                guard Files.exists(path) else { return [] }
                return try Files.list(path).sorted().map { name in
                    try Recording("\(folder)/\(kind.rawValue)/\(name)", of: format, kind, in: top)
                }
            }
        }
    }

    struct UnknownFolder: Error { let name: String }
    struct NotARecording: Error { let file: String }

    private init(_ file: String, of format: String, _ kind: Kind, in top: String) throws {
        let value = try JSON(parsing: try Files.read("\(top)/\(file)"))
        guard let status = value["response"]?["status"]?.integerValue,
            let request = value["request"]?["body"],
            let body = value["response"]?["body"]
        else { throw NotARecording(file: file) }
        var fields = HTTPFields()
        for (name, value) in value["response"]?["headers"]?.objectValue?.members ?? [] {
            fields.append(name: name, value: value.stringValue ?? "")
        }
        (self.file, self.format, self.kind, self.request) = (file, format, kind, request)
        // Counting has answers of its own, which nobody reads.
        expected = value["expected"] ?? .null
        response = HTTPResponse(
            status: Int(status), fields: fields, body: Array((body.stringValue ?? body.canonical).utf8))
    }

    /// Whether it is a question to a model, and not one about the length of a question.
    var isAnswer: Bool { expected != .null }
}
