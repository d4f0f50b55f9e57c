import JSON
import Platform
import Workflow

extension Subcommand {
    static let workflowEval = Subcommand(
        path: ["workflow", "eval"], summary: "evaluate an expression of the workflow language",
        operands: "<expression>", operandCount: 1...1, operandsMayStartWithDash: true,
        options: [
            Option(
                name: "--context", value: "<file>",
                help: "a JSON object whose members are the contexts; - is standard input"),
            .json,
        ],
        discussion: [
            "The expression may stand within ${{ }}. No repository is needed.",
            """
            success() and always() are true here, failure() and cancelled() are false, and hashFiles() has no \
            files to look at.
            """,
            "For an expression that is none, or that has no value, the exit status is 1.",
        ]
    ) { (session, arguments) throws(Failure) in
        let contexts = try Self.contexts(from: arguments.value("--context"))
        let text = arguments.operands[0]
        let value: Value
        do throws(ExpressionError) {
            value = try Self.value(of: text, contexts)
        } catch {
            if arguments.has("--json") {
                try session.print([
                    "error": ["kind": .string(error.kind.rawValue), "message": .string(error.message)]
                ])
            } else {
                session.remark(Self.diagnostic(error, in: text))
            }
            return .failed
        }
        if arguments.has("--json") {
            try session.print(["kind": .string(value.kind.rawValue), "value": value.json])
        } else {
            switch value {
            case .array, .object: try session.print(value.prettyJSON)
            default: try session.print(value.text)
            }
        }
        return .done
    }

    private static func contexts(from path: String?) throws(Failure) -> [String: Value] {
        guard let path else { return [:] }
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = path == "-" ? try StandardInput.readToEnd() : try Files.read(path)
        } catch {
            throw Failure(error)
        }
        let name = path == "-" ? "standard input" : "'\(printable(path))'"
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(.input, "cannot read contexts from \(name): it is not UTF-8")
        }
        let value: Value
        do throws(ValueParseError) { value = try Value(parsingJSON: text) } catch {
            throw Failure(.input, "cannot read contexts from \(name): \(error)")
        }
        guard case .object(let object) = value else {
            throw Failure(
                .input, "cannot read contexts from \(name): a JSON object is expected",
                hints: [#"as in {"github": {"ref": "refs/heads/main"}}"#])
        }
        return Dictionary(uniqueKeysWithValues: object.members.map { ($0.key, $0.value) })
    }

    private static func value(
        of text: String, _ contexts: [String: Value]
    ) throws(ExpressionError) -> Value {
        let context = EvaluationContext(contexts: contexts, status: StatusFunctions(success: true))
        let names = contexts.keys.sorted()
        let isWrapped = text.drop { $0.isWhitespace }.starts(with: "${{")
        let expression =
            isWrapped
            ? try Expression(condition: text, contexts: names)
            : try Expression(parsing: text, contexts: names)
        do throws(ExpressionError) {
            return try expression.evaluate(in: context)
        } catch {
            throw error.shifted(by: expression.sourceOffset)
        }
    }

    /// What is wrong, the line of the expression, and a caret below the place.
    private static func diagnostic(_ error: ExpressionError, in text: String) -> String {
        let head = String(decoding: Array(text.utf8.prefix(error.offset)), as: UTF8.self)
        let lineStart = head.lastIndex(of: "\n").map { head.index(after: $0) } ?? head.startIndex
        let before = head[lineStart...]
        let after = String(decoding: Array(text.utf8.dropFirst(error.offset)), as: UTF8.self)
        let line = harmless(String(before) + after.prefix { $0 != "\n" })
        let space = String(repeating: " ", count: harmless(String(before)).displayWidth)
        return
            (["error: \(harmless(error.summary))", "  \(line)", "  \(space)^"]
            + error.hints.map { "hint: \($0)" }).joined(separator: "\n")
    }
}
