import Testing
import Workflow

@Suite struct ExpressionOperatorTests {
    @Test(
        arguments: [
            // From the tightest to the loosest, and from left to right within one.
            ("!true == false", true), ("!(true == false)", true), ("!false && false", false),
            ("1 < 2 == true", true), ("3 > 2 > 1", false), ("3 > 2 >= 1", true), ("1 == 1 == 2", false),
            ("1 != 1 == false", true), ("false == false && false", false), ("true || true && false", true),
            ("(true || true) && false", false), ("1 < 2 && 3 > 2 || false", true), ("!!1", true),
            ("! ! !1", false), ("!'a' || 'b' == 'B'", true),
        ])
    func `operators bind as in JavaScript`(text: String, expected: Bool) throws {
        #expect(try value(of: text) == .boolean(expected))
    }

    @Test(
        arguments: [
            ("1 && 2", 2.0), ("0 && 2", 0.0), ("'' || 'b'", "b"), ("'a' || 'b'", "a"), ("null || 0", 0.0),
            ("null && 1", .null), ("false || null", .null), ("1 && '' && 2", ""), ("0 || '' || false", false),
            ("x && x.y || 'none'", "none"), ("NaN || 1", 1.0),
        ] as [(String, Value)])
    func `and and or give the operand that decides`(text: String, expected: Value) throws {
        #expect(try value(of: text, contexts: #"{"x":{"y":null}}"#) == expected)
    }

    @Test func `what does not decide is not evaluated`() throws {
        #expect(try value(of: "true || fromJSON('broken')") == true)
        #expect(try value(of: "false && fromJSON('broken')") == false)
        #expect(fault(of: "false || fromJSON('broken')")?.kind == .evaluation)
    }

    /// Two operands and the one of `==`, `<` and `>` that holds between them, if any does.
    @Test(
        arguments: [
            ("1", "1", "=="), ("1", "2", "<"), ("-1", "-2", ">"), ("0", "-0", "=="), ("NaN", "NaN", ""),
            ("1", "NaN", ""), ("Infinity", "Infinity", "=="), ("-Infinity", "1e300", "<"),
            ("'a'", "'A'", "=="), ("'a'", "'B'", "<"), ("'b'", "'A'", ">"), ("'Ä'", "'ä'", "=="),
            ("'a'", "'ab'", "<"), ("''", "'a'", "<"), ("'10'", "'9'", "<"), ("'a'", "'_'", "<"),
            ("'ß'", "'SS'", ">"), ("'ı'", "'i'", ">"), ("'ſ'", "'s'", ">"), ("'ᾳ'", "'ᾼ'", "=="),
            ("'😀'", "'\u{FF5E}'", "<"), ("'é'", "'e\u{301}'", ">"),
            ("true", "true", "=="), ("false", "true", "<"), ("true", "1", "=="), ("true", "'1'", "=="),
            ("true", "'true'", ""), ("true", "2", "<"), ("false", "''", "=="), ("false", "' '", "=="),
            ("null", "null", "=="), ("null", "0", "=="), ("null", "''", "=="), ("null", "false", "=="),
            ("null", "'null'", ""), ("null", "-1", ">"), ("null", "1", "<"),
            ("1", "'1'", "=="), ("1", "' 1.0 '", "=="), ("10", "'9'", ">"), ("1", "'a'", ""),
            ("255", "'0xFf'", "=="), ("8", "'0o10'", "=="), ("1000", "'1e3'", "=="),
            ("array", "array", "=="), ("object", "object", "=="), ("array", "other", ""),
            ("array", "object", ""), ("array", "0", ""), ("array", "''", ""), ("array", "null", ""),
            ("array", "'Array'", ""), ("object", "true", ""), ("object", "NaN", ""),
        ])
    func `values are compared loosely`(left: String, right: String, relation: String) throws {
        let contexts = #"{"array":[],"other":[],"object":{}}"#
        func holds(_ left: String, _ sign: String, _ right: String) throws -> Bool {
            try value(of: "\(left) \(sign) \(right)", contexts: contexts) == true
        }
        let (isEqual, isLess, isGreater) = (relation == "==", relation == "<", relation == ">")
        for (a, b, less, greater) in [(left, right, isLess, isGreater), (right, left, isGreater, isLess)] {
            #expect(try holds(a, "==", b) == isEqual, "\(a) == \(b)")
            #expect(try holds(a, "!=", b) == !isEqual, "\(a) != \(b)")
            #expect(try holds(a, "<", b) == less, "\(a) < \(b)")
            #expect(try holds(a, ">", b) == greater, "\(a) > \(b)")
            #expect(try holds(a, "<=", b) == (isEqual || less), "\(a) <= \(b)")
            #expect(try holds(a, ">=", b) == (isEqual || greater), "\(a) >= \(b)")
        }
    }

    @Test(
        arguments: [
            ("a.list == a.list", true), ("a.list == a['LIST']", true), ("a.list == a.same", false),
            ("a.empty == a.empty", true), ("a.empty == a.void", false), ("a.none == a.nothing", false),
            ("a.none == a.none", true), ("fromJSON('[]') == fromJSON('[]')", false),
            ("fromJSON('{}') == fromJSON('{}')", false), ("a.list.* == a.list.*", false),
            ("(a.list || 1) == case(true, a.list, 2)", true), ("contains(a.of, a.of[0])", true),
            ("contains(a.of, a.none)", false),
        ])
    func `arrays and objects are equal to themselves only`(text: String, expected: Bool) throws {
        let contexts = #"{"a":{"list":[1],"same":[1],"empty":[],"void":[],"none":{},"nothing":{},"of":[{}]}}"#
        #expect(try value(of: text, contexts: contexts) == .boolean(expected))
    }
}
