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

    /// - Parameters:
    ///   - file: where the command has written them.
    ///   - mask: hides secrets in what is said of a line that makes no sense; values keep theirs.
    static func read(_ file: String, _ mask: SecretMask) throws -> JSON.Object {
        guard let size = try? Files.status(of: file).size else { return [:] }
        guard size <= limit else {
            throw StepFailure(.input, "the outputs have \(size) bytes: at most \(limit) are allowed")
        }
        return try parse(String(decoding: try Files.read(file), as: UTF8.self), mask)
    }

    static func parse(_ text: String, _ mask: SecretMask) throws(StepFailure) -> JSON.Object {
        var outputs: JSON.Object = [:]
        // By bytes: a letter may combine with the sign before it, and a return within a value is a part of it.
        var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
        while let whole = lines.popFirst() {
            let line = withoutReturn(whole)
            if Substring(line).allSatisfy(\.isWhitespace) { continue }
            let assignment = line.firstIndex(of: UInt8(ascii: "="))
            if let heredoc = line.firstRange(of: "<<".utf8),
                assignment.map({ heredoc.lowerBound < $0 }) ?? true
            {
                let (name, end) = (Substring(line[..<heredoc.lowerBound]), line[heredoc.upperBound...])
                guard let last = lines.firstIndex(where: { withoutReturn($0).elementsEqual(end) }) else {
                    throw StepFailure(.input, "output '\(name)' has no end '\(Substring(end))'")
                }
                let endsInReturns = line.count < whole.count
                let value = lines[..<last].map { Substring(endsInReturns ? withoutReturn($0) : $0) }
                outputs[String(name)] = .string(value.joined(separator: "\n"))
                lines = lines[(last + 1)...]
            } else if let assignment {
                let value = line[line.index(after: assignment)...]
                let name = Substring(line[..<assignment])
                if name.utf8.last == UInt8(ascii: ":") {
                    let name = Substring(name.utf8.dropLast())
                    do { outputs[String(name)] = try JSON(parsing: Array(value)) } catch {
                        throw StepFailure(.input, "output '\(name)' is not JSON: \(error)")
                    }
                } else {
                    outputs[String(name)] = .string(String(Substring(value)))
                }
            } else {
                // Cut afterwards: of a secret that is cut nobody would find the rest.
                let beginning = mask.apply(to: String(Substring(line))).prefix(80)
                throw StepFailure(
                    .input, "an output is neither 'name=value' nor 'name<<END': '\(beginning)'")
            }
        }
        return outputs
    }

    /// A line that was written where lines end in two signs.
    private static func withoutReturn(_ line: Substring.UTF8View) -> Substring.UTF8View {
        line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }
}
