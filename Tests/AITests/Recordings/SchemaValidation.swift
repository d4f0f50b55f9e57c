import AI
import JSON
import Platform
import TestSupport

/// Validates requests against the schemas of their APIs, all of them in one process of Python.
enum SchemaValidation {
    /// A request that a wire format has built.
    struct Document {
        let name: String
        let format: String
        let streamed: Bool
        let body: [UInt8]
    }

    struct Failed: Error { let output: String }

    /// What is wrong, a line each; empty where all are valid.
    ///
    /// - Throws: where Python, or the schemas, are missing.
    static func errors(in documents: [Document]) throws -> [String] {
        let folder = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
        var lines: [UInt8] = []
        for document in documents {
            let line: JSON = [
                "name": .string(document.name), "format": .string(document.format),
                "streamed": .bool(document.streamed), "body": try JSON(parsing: document.body),
            ]
            line.appendCanonical(to: &lines)
            lines.append(0x0A)
        }
        // Debian's, as its packages hold the modules; another one may stand before it in PATH.
        let outcome = try ChildCommand(
            [
                "/usr/bin/python3", "-W", "ignore", "/\(folder)/Fixtures/validate.py",
                "\(ConformanceData.folder ?? "")/ai-schemas",
            ], environment: ["LC_ALL": "C.UTF-8"], input: .bytes(lines), timeLimit: .seconds(300)
        ).run()
        var results = try outcome.outputText.split(separator: "\n").map { try JSON(parsing: String($0)) }
        guard outcome.succeeded, results.popLast()?["checked"]?.integerValue == Int64(documents.count) else {
            throw Failed(output: outcome.errorText)
        }
        return results.map { "\($0["name"]?.stringValue ?? ""): \($0["error"]?.stringValue ?? "")" }
    }
}
