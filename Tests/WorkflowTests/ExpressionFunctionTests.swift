import Testing
import Workflow

@Suite struct ExpressionFunctionTests {
    private let contexts = #"{"list":["a","B",1,null,true],"empty":[],"object":{"k":"v"},"numbers":[1,2,3]}"#

    @Test(
        arguments: [
            ("contains('Hello world', 'WORLD')", true), ("contains('abc', 'abcd')", false),
            ("contains('', '')", true), ("contains(12345, 34)", true), ("contains(null, '')", true),
            ("contains('aab', 'ab')", true), ("contains('ababac', 'ABAC')", true),
            ("contains('äÖ', 'Äö')", true),
            ("contains(list, 'A')", true), ("contains(list, 'c')", false), ("contains(list, '1')", true),
            ("contains(list, 0)", true), ("contains(empty, null)", false), ("contains(object, 'v')", false),
            ("contains('Array', list)", false), ("contains('Object', object)", false),
            ("startsWith('Hello', 'he')", true), ("startsWith('Hello', '')", true),
            ("startsWith('', 'a')", false),
            ("startsWith(123, 12)", true), ("startsWith(list, 'A')", false),
            ("startsWith('Array', list)", false),
            ("endsWith('Hello', 'LO')", true), ("endsWith('lo', 'Hello')", false),
            ("endsWith('x', null)", true),
            ("endsWith(1.5, '.5')", true), ("endsWith(object, 't')", false), ("ENDSWITH('a', 'A')", true),
        ])
    func `finds text whatever its case`(text: String, expected: Bool) throws {
        #expect(try value(of: text, contexts: contexts) == .boolean(expected))
    }

    @Test(
        arguments: [
            ("format('a')", "a"), ("format('{0}{0}', 'x')", "xx"), ("format('{1} {0}', 1, 2)", "2 1"),
            ("format('{{{0}}}', 'x')", "{x}"), ("format('{{}}')", "{}"),
            ("format('{0} {1}', null, true)", " true"),
            ("format('{00}', 'x')", "x"), ("format(1, 2)", "1"), ("format('{0}', list)", "Array"),
            ("format('ä{0}ö', 'ü')", "äüö"), ("format('', fromJSON('broken'))", ""),
            ("join(list)", "a,B,1,,true"), ("join(list, '')", "aB1true"),
            ("join(list, ', ')", "a, B, 1, , true"),
            ("join(numbers, 0)", "10203"), ("join(empty, 'x')", ""), ("join(object)", ""),
            ("join('a', 'b')", "a"),
            ("join(null)", ""), ("join(numbers, list)", "1,2,3"), ("join(list.*, '+')", "a+B+1++true"),
        ])
    func `makes texts`(text: String, expected: String) throws {
        #expect(try value(of: text, contexts: contexts) == .string(expected))
    }

    @Test(
        arguments: [
            ("format('{', 1)", "The following format string is invalid: {"),
            ("format('{}', 1)", "The following format string is invalid: {}"),
            ("format('{a}', 1)", "The following format string is invalid: {a}"),
            ("format('{0 }', 1)", "The following format string is invalid: {0 }"),
            ("format('{-1}', 1)", "The following format string is invalid: {-1}"),
            ("format('{256}', 1)", "The following format string is invalid: {256}"),
            ("format('a}', 1)", "The following format string is invalid: a}"),
            ("format('{0:', 1)", "The following format string is invalid: {0:"),
            (
                "format('{1}', 1)",
                "The following format string references more arguments than were supplied: {1}"
            ),
            ("format('{0:x}', 1)", "The format specifiers 'x' are not valid for objects of type 'Number'"),
            (
                "format('{0:}}x}', 'a')",
                "The format specifiers '}x' are not valid for objects of type 'String'"
            ),
            ("case(1, 2, 3)", "case predicate must evaluate to a boolean value"),
            ("case(false, 2, 'true', 4, 5)", "case predicate must evaluate to a boolean value"),
            ("fromJSON('')", "Error parsing JSON when evaluating fromJson: empty input"),
            ("fromJSON(' ')", "Error parsing JSON when evaluating fromJson: empty input"),
            ("fromJSON(null)", "Error parsing JSON when evaluating fromJson: empty input"),
            ("fromJSON('[1,')", "Error parsing JSON when evaluating fromJson: a value is expected at byte 3"),
            ("fromJSON(list)", "Error parsing JSON when evaluating fromJson: a value is expected"),
            ("success()", "success() has no meaning here: it belongs into the condition of a step"),
            ("always()", "always() has no meaning here: it belongs into the condition of a step"),
            ("hashFiles('*')", "hashFiles is not available here: there are no files to look at"),
        ])
    func `says why it can't do its work`(text: String, message: String) throws {
        let error = try #require(fault(of: text, contexts: contexts))
        #expect(error.message.hasPrefix(message))
        #expect(error.kind == .evaluation)
        #expect(fault(of: "1 == \(text)", contexts: contexts)?.offset == 5)
    }

    @Test func `case gives the value of the first condition that is true and evaluates nothing else`() throws
    {
        #expect(try value(of: "case(false, fromJSON('x'), true, 2, fromJSON('x'))") == 2.0)
        #expect(try value(of: "case(1 > 2, 'a', 'b')") == "b")
        #expect(try value(of: "case(true, list, 1)[1]", contexts: contexts) == "B")
        #expect(try value(of: "case(true, list.*, 1).k", contexts: contexts) == [])
    }

    @Test func `JSON survives the way there and back`() throws {
        let text = #"{"b":[1,2.5,-3e-7,"x",null,true,{}],"a":{"B":[[]],"ü":"\"\\\n\u0001"}}"#
        let original = try Value(parsingJSON: text)
        let context = EvaluationContext(contexts: ["x": original])
        #expect(try Expression(parsing: "fromJSON(toJSON(x))").evaluate(in: context) == original)
        for number in ["NaN", "Infinity", "-Infinity"] {
            #expect(try value(of: "fromJSON(toJSON(\(number)))") == value(of: number))
        }
    }

    @Test(arguments: [(true, false, false), (false, true, false), (false, false, true)])
    func `the status is what the context says`(success: Bool, failure: Bool, cancelled: Bool) throws {
        let status = StatusFunctions(success: success, failure: failure, cancelled: cancelled)
        #expect(try value(of: "success()", status: status) == .boolean(success))
        #expect(try value(of: "Failure()", status: status) == .boolean(failure))
        #expect(try value(of: "cancelled( )", status: status) == .boolean(cancelled))
        #expect(try value(of: "ALWAYS()", status: status) == true)
    }

    @Test func `hashFiles is asked with the texts of its arguments`() throws {
        let context = EvaluationContext(hashFiles: { (patterns) throws(ExpressionError) in
            if patterns == ["bad"] { throw ExpressionError(.evaluation, "no", offset: 0) }
            return patterns.joined(separator: "|")
        })
        #expect(try Expression(parsing: "hashFiles('**/*.swift', 1)").evaluate(in: context) == "**/*.swift|1")
        #expect(throws: ExpressionError(.evaluation, "no", offset: 1)) {
            try Expression(parsing: "!hashFiles('bad')").evaluate(in: context)
        }
    }
}
