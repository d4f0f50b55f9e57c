import Testing
import Workflow

@Suite struct ExpressionErrorTests {
    /// The text, the kind of error, the message up to the position, and the position from 1.
    @Test(
        arguments: [
            ("\"a\"", .lexing, "Unexpected symbol: '\"a\"'", 1),
            ("a#b", .lexing, "Unexpected symbol: 'a#b'", 1),
            ("1 = 2", .lexing, "Unexpected symbol: '='", 3), ("1 =2", .lexing, "Unexpected symbol: '=2'", 3),
            ("1 & 2", .lexing, "Unexpected symbol: '&'", 3), ("1|2", .lexing, "Unexpected symbol: '|2'", 2),
            ("'abc", .lexing, "Unexpected symbol: ''abc'", 1),
            ("x == 'it''s", .lexing, "Unexpected symbol: ''it''s'", 6),
            ("1-2", .lexing, "Unexpected symbol: '1-2'", 1), ("-", .lexing, "Unexpected symbol: '-'", 1),
            ("1.2.3", .lexing, "Unexpected symbol: '1.2.3'", 1),
            ("'a'.b", .lexing, "Unexpected symbol: '.b'", 4),
            ("x..y", .lexing, "Unexpected symbol: '.y'", 3),
            ("${{ x }}", .lexing, "Unexpected symbol: '${{'", 1),
            ("1 2 @", .lexing, "Unexpected symbol: '@'", 5), ("é", .lexing, "Unexpected symbol: 'é'", 1),
            ("1 2", .parsing, "Unexpected symbol: '2'", 3), ("x y", .parsing, "Unexpected symbol: 'y'", 3),
            ("x(1)", .parsing, "Unrecognized function: 'x'", 1),
            ("x.y(1)", .parsing, "Unexpected symbol: '('", 4),
            (")", .parsing, "Unexpected symbol: ')'", 1), ("()", .parsing, "Unexpected symbol: ')'", 2),
            ("(1, 2)", .parsing, "Unexpected symbol: ','", 3),
            ("1, 2", .parsing, "Unexpected symbol: ','", 2),
            ("x[1)", .parsing, "Unexpected symbol: ')'", 4), ("(x]", .parsing, "Unexpected symbol: ']'", 3),
            ("x[]", .parsing, "Unexpected symbol: ']'", 3),
            ("x[1, 2]", .parsing, "Unexpected symbol: ','", 4),
            ("join(x,)", .parsing, "Unexpected symbol: ')'", 8),
            ("join(,x)", .parsing, "Unexpected symbol: ','", 6),
            ("x.1", .parsing, "Unexpected symbol: '1'", 3), ("x.'a'", .parsing, "Unexpected symbol: 'a'", 3),
            ("'a'[0]", .parsing, "Unexpected symbol: '['", 4),
            ("1[0]", .parsing, "Unexpected symbol: '['", 2),
            ("*", .parsing, "Unexpected symbol: '*'", 1),
            ("x[* == 1]", .parsing, "Unexpected symbol: '=='", 5),
            ("x.*y", .parsing, "Unexpected symbol: 'y'", 4), ("x !y", .parsing, "Unexpected symbol: '!'", 3),
            ("== 1", .parsing, "Unexpected symbol: '=='", 1),
            ("1 == == 1", .parsing, "Unexpected symbol: '=='", 6),
            ("!", .parsing, "Unexpected end of expression: '!'", 1),
            ("(", .parsing, "Unexpected end of expression: '('", 1),
            ("1 ||", .parsing, "Unexpected end of expression: '||'", 3),
            ("x.", .parsing, "Unexpected end of expression: '.'", 2),
            ("(x", .parsing, "Unexpected end of expression: 'x'", 2),
            ("x[", .parsing, "Unexpected end of expression: '['", 2),
            ("x[*", .parsing, "Unexpected end of expression: '*'", 3),
            ("x[0", .parsing, "Unexpected end of expression: '0'", 3),
            ("join(", .parsing, "Unexpected end of expression: '('", 5),
            ("join(x", .parsing, "Unexpected end of expression: 'x'", 6),
            ("join(x,", .parsing, "Unexpected end of expression: ','", 7),
            ("TRUE", .parsing, "Unrecognized named-value: 'TRUE'", 1),
            ("y.x", .parsing, "Unrecognized named-value: 'y'", 1),
            ("join", .parsing, "Unrecognized named-value: 'join'", 1),
            ("nope(y)", .parsing, "Unrecognized function: 'nope'", 1),
            ("join(y, 2, 3)", .parsing, "Unrecognized named-value: 'y'", 6),
            ("1 == contains(x)", .parsing, "Too few parameters supplied: 'contains'", 6),
            ("join()", .parsing, "Too few parameters supplied: 'join'", 1),
            ("toJSON(1,2)", .parsing, "Too many parameters supplied: 'toJSON'", 1),
            ("always(1)", .parsing, "Too many parameters supplied: 'always'", 1),
            ("hashFiles()", .parsing, "Too few parameters supplied: 'hashFiles'", 1),
            ("case(true, 1)", .parsing, "Too few parameters supplied: 'case'", 1),
            (
                "case(true, 1, true, 2)", .parsing,
                "Even number of parameters supplied, requires an odd number of parameters: 'case'", 1
            ),
        ] as [(String, ExpressionError.Kind, String, Int)])
    func `names the word at fault and its position`(
        text: String, kind: ExpressionError.Kind, what: String, position: Int
    ) throws {
        let error = try #require(fault(of: text, contexts: #"{"x":1}"#))
        #expect(error.kind == kind)
        #expect(error.message == "\(what). Located at position \(position) within expression: \(text)")
        #expect(error.offset == position - 1)
        #expect(error.description == error.message)
    }

    @Test func `positions count UTF-16 and offsets UTF-8`() throws {
        let error = try #require(fault(of: "'é😀' == @"))
        #expect(error.message.contains("Located at position 10 "))
        #expect(error.offset == 12)
    }

    @Test(
        arguments: [
            ("\"a\"", "texts stand in single quotes"), ("1 = 1", "the operator is '=='"),
            ("x & x", "the operator is '&&'"),
            ("x | x", "the operator is '||'"),
            ("1a", "numbers are written as in 42, -1.5, 1e3, 0xff or 0o17"),
            ("'a", "the closing quote is missing"), ("1 + 1", "there is no arithmetic"),
            ("y", "known here: x"),
            ("join()", "usage: join(array, separator)"),
            (
                "nope()",
                "functions: always, cancelled, case, contains, endsWith, failure, format, fromJSON, hashFiles, join, startsWith, success, toJSON"
            ),
            ("format('{')", "a brace is written twice: '{{'"),
            ("case(1, 2, 3)", "make it one with a comparison or with '!!'"),
        ])
    func `gives a hint`(text: String, hint: String) throws {
        #expect(fault(of: text, contexts: #"{"x":1}"#)?.hints == [hint])
    }

    @Test func `every context is accepted when none are named, and missed when it is used`() throws {
        let expression = try Expression(parsing: "unknown.name")
        #expect(
            throws: ExpressionError(
                .parsing,
                "Unrecognized named-value: 'unknown'. Located at position 1 within expression: unknown.name")
        ) { try expression.evaluate(in: EvaluationContext()) }
    }

    @Test(arguments: ["", " ", "\n\t"])
    func `nothing is null`(text: String) throws {
        #expect(try value(of: text) == .null)
    }

    @Test(arguments: [" x ", "\tx\n", "\u{A0}x\u{2003}", "\u{3000}x\u{85}", "x \r\n == \u{B} x && x"])
    func `white space separates words and means nothing`(text: String) throws {
        #expect(try value(of: text, contexts: #"{"x":"X"}"#) == "X")
    }
}
