import Context
import Domain
import JSON
import Platform

/// A fixed bug: what was reported, and what was changed.
struct ContextCase {
    let id: String
    let repository: String
    let name: String
    let base: String
    let issue: String
    let files: Set<String>
    let half: String

    static func read(from folder: String) throws -> [ContextCase] {
        let text = try Files.read(folder + "/cases.json")
        guard case .array(let entries) = try JSON(parsing: text) else {
            throw BenchError(.failure, "file '\(folder)/cases.json' is no list")
        }
        return try entries.map { try ContextCase($0, folder) }
    }

    private init(_ entry: JSON, _ folder: String) throws {
        guard let id = entry["id"]?.stringValue, let repository = entry["repository"]?.stringValue,
            let base = entry["base"]?.stringValue, let issue = entry["issue"]?.stringValue,
            let files = entry["files"]?.arrayValue
        else { throw BenchError(.failure, "a case in '\(folder)/cases.json' lacks a field") }
        (self.id, self.base, self.issue) = (id, base, issue)
        self.repository = repository.hasPrefix("/") ? repository : folder + "/" + repository
        self.files = Set(files.compactMap(\.stringValue))
        name = entry["name"]?.stringValue ?? repository
        half = entry["half"]?.stringValue ?? "all"
    }

    /// The issue as the program takes it from a file.
    func query() throws -> ContextQuery { ContextQuery(try Issue.parse(Array(issue.utf8))) }
}
