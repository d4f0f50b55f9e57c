import JSON
import Platform
import Workflow

/// The outputs that a command has named, in the form of GitHub's `$GITHUB_OUTPUT`.
///
/// `name=value` on a line, or `name<<END` and the lines up to `END`. In addition `name:=value` gives a
/// value of JSON, so that numbers, truth values and lists keep their type.
enum ScriptOutputs {
    /// A file that is longer is refused.
    private static let limit = 512 << 10

    static func read(_ file: String) throws -> JSON.Object {
        guard let size = try? Files.status(of: file).size else { return [:] }
        guard size <= limit else {
            throw StepFailure(.input, "the outputs have \(size) bytes: at most \(limit) are allowed")
        }
        return try parse(String(decoding: try Files.read(file), as: UTF8.self))
    }

    static func parse(_ text: String) throws(StepFailure) -> JSON.Object {
        var outputs: JSON.Object = [:]
        var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }[...]
        while let line = lines.popFirst() {
            if line.allSatisfy(\.isWhitespace) { continue }
            let assignment = line.firstIndex(of: "=")
            if let heredoc = line.firstRange(of: "<<"), assignment.map({ heredoc.lowerBound < $0 }) ?? true {
                let end = line[heredoc.upperBound...]
                var value: [Substring] = []
                while let next = lines.popFirst(), next != end {
                    value.append(next)
                    guard !lines.isEmpty else {
                        throw StepFailure(
                            .input, "output '\(line[..<heredoc.lowerBound])' has no end '\(end)'")
                    }
                }
                outputs[String(line[..<heredoc.lowerBound])] = .string(value.joined(separator: "\n"))
            } else if let assignment {
                let value = line[line.index(after: assignment)...]
                if line[..<assignment].hasSuffix(":") {
                    let name = line[..<assignment].dropLast()
                    do { outputs[String(name)] = try JSON(parsing: Array(value.utf8)) } catch {
                        throw StepFailure(.input, "output '\(name)' is not JSON: \(error)")
                    }
                } else {
                    outputs[String(line[..<assignment])] = .string(String(value))
                }
            } else {
                throw StepFailure(
                    .input, "an output is neither 'name=value' nor 'name<<END': '\(line.prefix(80))'")
            }
        }
        return outputs
    }
}
