import JSON
import TestSupport
import Testing
import Workflow

@Suite struct WorkflowEvalTests {
    let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    private func eval(_ arguments: String..., input: String = "") throws -> CommandOutcome {
        try sandbox.autowrk(["workflow", "eval"] + arguments, input: input)
    }

    @Test(
        arguments: [
            ("1 == 1", "true\n"), ("'raw \"text\"'", "raw \"text\"\n"), ("null", "\n"), ("", "\n"),
            ("-1", "-1\n"),
            ("0xff", "255\n"), ("NaN", "NaN\n"), ("-Infinity", "-Infinity\n"), ("${{ 1 && 'a' }}", "a\n"),
            (" ${{1}} ", "1\n"), ("success() && always()", "true\n"), ("failure() || cancelled()", "false\n"),
            ("fromJSON('{\"b\":[1],\"a\":{}}')", "{\n  \"b\": [\n    1\n  ],\n  \"a\": {}\n}\n"),
        ])
    func `prints the value`(text: String, output: String) throws {
        let outcome = try eval(text)
        #expect(outcome.stdout == output)
        #expect(outcome.stderr == "")
        #expect(outcome.status == 0)
    }

    @Test(
        arguments: [
            ("null", #"{"kind":"Null","schema":1,"value":null}"#),
            ("1 < 2", #"{"kind":"Boolean","schema":1,"value":true}"#),
            ("1.5", #"{"kind":"Number","schema":1,"value":1.5}"#),
            ("-0", #"{"kind":"Number","schema":1,"value":0}"#),
            ("NaN", #"{"kind":"Number","schema":1,"value":"NaN"}"#),
            ("'a'", #"{"kind":"String","schema":1,"value":"a"}"#),
            ("-Infinity", #"{"kind":"Number","schema":1,"value":"-Infinity"}"#),
            ("fromJSON('[1,null]')", #"{"kind":"Array","schema":1,"value":[1,null]}"#),
            ("fromJSON('{\"b\":1,\"a\":2}')", #"{"kind":"Object","schema":1,"value":{"a":2,"b":1}}"#),
        ])
    func `json tells kind and value`(text: String, document: String) throws {
        let outcome = try eval(text, "--json")
        #expect(outcome.stdout == document + "\n")
        #expect(outcome.status == 0)
    }

    @Test(
        arguments: [
            ("1 ==", "Unexpected end of expression: '=='", "  1 ==\n    ^\n"),
            ("x.y", "Unrecognized named-value: 'x'", "  x.y\n  ^\n"),
            (
                "'漢' == \"b\"", "Unexpected symbol: '\"b\"'",
                "  '漢' == \"b\"\n          ^\nhint: texts stand in single quotes\n"
            ),
            ("1 ==\n  @ ==\n 2", "Unexpected symbol: '@'", "    @ ==\n    ^\n"),
            (
                "${{ format('{0}') }}",
                "The following format string references more arguments than were supplied: {0}",
                "  ${{ format('{0}') }}\n      ^\nhint: a brace is written twice: '{{'\n"
            ),
            (
                "${{ 1",
                "The expression is not closed. An unescaped ${{ sequence was found, but the closing }} sequence was not found.",
                "  ${{ 1\n  ^\nhint: to write '${{' itself: ${{ '${{' }}\n"
            ),
            (
                "-Inf", "Unexpected symbol: '-Inf'",
                "  -Inf\n  ^\nhint: numbers are written as in 42, -1.5, 1e3, 0xff or 0o17\n"
            ),
            ("'\u{1B}[1m' @", "Unexpected symbol: '@'", "  '\u{FFFD}[1m' @\n         ^\n"),
        ])
    func `shows what is wrong with a caret`(text: String, message: String, rest: String) throws {
        let outcome = try eval(text)
        #expect(outcome.stdout == "")
        #expect(outcome.stderr == "error: \(message)\n\(rest)")
        #expect(outcome.status == 1)
    }

    @Test func `an error is a document, too`() throws {
        for (text, kind, message) in [
            ("1 2 @", "lexing", "Unexpected symbol: '@'. Located at position 5 within expression: 1 2 @"),
            ("1 2", "parsing", "Unexpected symbol: '2'. Located at position 3 within expression: 1 2"),
            ("format('{')", "evaluation", "The following format string is invalid: {"),
        ] {
            let outcome = try eval("--json", text)
            #expect(
                try JSON(parsing: outcome.stdout.dropLast().description)
                    == ["error": ["kind": .string(kind), "message": .string(message)], "schema": 1])
            #expect(outcome.stderr == "")
            #expect(outcome.status == 1)
        }
    }

    @Test func `contexts come from a file or from standard input`() throws {
        let contexts = #"{"GitHub":{"b":1,"a":[2]},"x":"y"}"#
        try sandbox.write("contexts.json", contexts)
        #expect(try eval("join(github.*, X)", "--context", "contexts.json").stdout == "1yArray\n")
        #expect(try eval("--context=-", "github.a[0]", input: contexts).stdout == "2\n")
    }

    @Test(
        arguments: [
            ("[1]", "cannot read contexts from standard input: a JSON object is expected"),
            ("", "cannot read contexts from standard input: empty input"),
            ("{\"a\":}", "cannot read contexts from standard input: a value is expected at byte 5"),
        ])
    func `contexts that can't be read are wrong use`(input: String, message: String) throws {
        let outcome = try eval("1", "--context", "-", input: input)
        #expect(outcome.stderr.hasPrefix("error: \(message)\n"))
        #expect(outcome.status == 2)
    }

    @Test func `wrong use ends with status 2`() throws {
        #expect(try eval().status == 2)
        #expect(try eval("1", "2").status == 2)
        #expect(try eval("1", "--context").status == 2)
        #expect(try eval("1", "--context", "missing.json").status == 1)
    }

    /// The same cases as in `ExpressionConformanceTests`, as a program would ask.
    @Test(.enabled(if: ConformanceData.folder != nil, "AUTOWRK_FIXTURES names no folder of conformance data"))
    func `every case of GitHub has its value or its error`() throws {
        var count = 0
        for (_, text) in try ConformanceData.expressions() {
            guard case .object(let groups) = try Value(parsingJSON: text) else { continue }
            for case .array(let cases) in groups.members.map(\.value) {
                for case .object(let one) in cases {
                    try check(one)
                    count += 1
                }
            }
        }
        #expect(count > 300, "the folder does not hold the cases")
    }

    private func check(_ one: Value.Object) throws {
        let text = one["expr"]?.text ?? ""
        let contexts = one["contexts"] ?? [:]
        let outcome = try eval(text, "--json", "--context", "-", input: contexts.prettyJSON)
        let answer = try JSON(parsing: outcome.stdout.dropLast().description)
        #expect(answer["schema"] == 1)
        #expect(outcome.stderr == "")
        if let error = one["err"]?.json {
            #expect(outcome.status == 1)
            #expect(answer["error"]?["kind"] == error["kind"], Comment(rawValue: text))
            let (message, part) = (answer["error"]?["message"]?.stringValue, error["value"]?.stringValue)
            #expect(try #require(message).contains(try #require(part)), Comment(rawValue: text))
        } else {
            #expect(outcome.status == 0)
            let result = one["result"]?.json
            #expect(answer["kind"] == result?["kind"], Comment(rawValue: text))
            #expect(answer["value"] == result?["value"], Comment(rawValue: text))
        }
    }
}
