import Engine
import JSON
import Platform
import Workflow
import YAML

extension Subcommand {
    static let workflowCheck = Subcommand(
        path: ["workflow", "check"], summary: "find what is wrong with workflows",
        operands: "[<file>|<name>|-]…", operandCount: 0...Int.max,
        options: [.json],
        discussion: [
            """
            Without a word all workflows of the repository are checked, as they lie in the working directory. \
            A word with a slash or the ending .yml or .yaml is a file, - is standard input, any other is the \
            name of a workflow.
            """,
            "With an error the exit status is 2; a warning leaves it at 0.",
        ]
    ) { (session, arguments) throws(Failure) in
        let workflows = try Workflows(session)
        var texts: [(path: String, name: String, text: [UInt8])] = []
        for word in arguments.operands {
            if word == "-" {
                texts.append(("<stdin>", "stdin", try Self.standardInput()))
            } else {
                let source = try workflows.find(word)
                texts.append((workflows.path(of: source), source.name, source.text))
            }
        }
        if arguments.operands.isEmpty {
            texts = workflows.sources.filter { $0.origin != .builtIn }.map {
                (workflows.path(of: $0), $0.name, $0.text)
            }
        }
        let catalogue = workflows.catalogue
        var documents: [JSON] = []
        var hasErrors = false
        for (path, name, text) in texts {
            let (definition, diagnostics) = Definition.read(text, name: name, catalogue: catalogue)
            if definition == nil { hasErrors = true }
            documents += diagnostics.map { $0.json(path) }
            guard !arguments.has("--json") else { continue }
            let writer = DiagnosticText(path: path, text: text)
            for diagnostic in diagnostics {
                let lines = writer.text(of: diagnostic).split(separator: "\n").map { harmless(String($0)) }
                try session.print(lines.joined(separator: "\n") + "\n")
            }
        }
        if arguments.has("--json") { try session.print(["diagnostics": .array(documents)]) }
        return hasErrors ? .misuse : .done
    }

    private static func standardInput() throws(Failure) -> [UInt8] {
        do { return try StandardInput.readToEnd() } catch { throw Failure(error) }
    }
}

extension Diagnostic {
    fileprivate func json(_ path: String) -> JSON {
        [
            "file": .string(path), "rule": .string(rule), "severity": .string(severity.rawValue),
            "message": .string(message), "hints": .array(hints.map { .string($0) }),
            "line": .integer(Int64(start.line)), "column": .integer(Int64(start.column)),
            "end_line": .integer(Int64(end.line)), "end_column": .integer(Int64(end.column)),
        ]
    }
}
