import Testing
import Workflow

@Suite struct ExpressionInspectionTests {
    private func paths(_ text: String) throws -> [String] {
        try Expression(parsing: text).references.map { reference in
            reference.path.map { element in
                switch element {
                case .name(let name): name
                case .any: "*"
                case .dynamic: "?"
                }
            }.joined(separator: "/")
        }
    }

    @Test(
        arguments: [
            ("1", []), ("a", ["a"]), ("a.b.c", ["a/b/c"]), ("a['b']['C d']", ["a/b/C d"]),
            ("a.*.b", ["a/*/b"]),
            ("a[*][0]", ["a/*/?"]), ("a[b.c].d", ["a/?/d", "b/c"]), ("a[b[c]]", ["a/?", "b/?", "c"]),
            ("(a).b", ["a/b"]),
            ("(a || b).c", ["a", "b"]), ("!a == b.c && d || e", ["a", "b/c", "d", "e"]),
            ("fromJSON(a.b).c[d]", ["a/b", "d"]),
            ("format('{0}', a.b, contains(c, d.e))", ["a/b", "c", "d/e"]),
            ("steps.x.outputs.y && steps.x.outputs.y", ["steps/x/outputs/y", "steps/x/outputs/y"]),
        ] as [(String, [String])])
    func `tells every use of a context`(text: String, expected: [String]) throws {
        #expect(try paths(text) == expected)
    }

    @Test func `tells where each part of a use stands`() throws {
        let references = try Expression(parsing: "'é' == steps.one['out'].* || x[env.y]").references
        #expect(references.map(\.offsets) == [[8, 14, 17, 25], [30, 31], [32, 36]])
        #expect(references.map(\.offset) == [8, 30, 32])
    }

    @Test func `tells every call`() throws {
        let expression = try Expression(parsing: "FORMAT('{0}', tojson(x[join(y)])) == !always()")
        #expect(expression.calls.map(\.name) == ["format", "toJSON", "join", "always"])
        #expect(expression.calls.map(\.offset) == [0, 14, 23, 38])
        #expect(expression.usesStatusFunctions)
        #expect(try !Expression(parsing: "contains('success()', 'x')").usesStatusFunctions)
    }

    @Test(
        arguments: [
            ("1 == 1", true), ("format('{0}', 1)", "1"), ("", .null), ("fromJSON('[1]')[0]", 1.0), ("x", nil),
            ("x || 1", nil),
            ("always()", nil), ("hashFiles('a')", nil), ("fromJSON('broken')", nil),
        ] as [(String, Value?)])
    func `knows the value that depends on nothing`(text: String, expected: Value?) throws {
        #expect(try Expression(parsing: text).constantValue == expected)
    }

    @Test func `two expressions are equal when their texts are`() throws {
        #expect(try Expression(parsing: "a.b") == Expression(parsing: "a.b"))
        #expect(try Expression(parsing: "a.b") != Expression(parsing: "a .b"))
        #expect(try Expression(parsing: "a.b").source == "a.b")
    }
}
