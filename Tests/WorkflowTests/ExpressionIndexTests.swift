import Testing
import Workflow

@Suite struct ExpressionIndexTests {
    private let contexts = #"""
        {"o":{"Name":"n","a-b":1,"_":2,"5":"five","true":"t","":"nothing","nested":{"list":[10,20,30]}},
         "a":["zero","one",["two"]],"people":[{"name":"Ann","tags":["x","y"]},{"NAME":"Bob"},"text",[{"name":"Eve"}]],
         "text":"abc","nothing":null}
        """#

    @Test(
        arguments: [
            ("o.name", "n"), ("o.NAME", "n"), ("o['nAmE']", "n"), ("o.a-b", 1.0), ("o._", 2.0),
            ("o . name", "n"),
            ("o[5]", "five"), ("o['5.0']", .null), ("o[true]", "t"), ("o[null]", "nothing"),
            ("o['']", "nothing"),
            ("o.none", .null), ("o.none.deeper", .null), ("o.nested.list[1]", 20.0),
            ("o['nested']['list'][0]", 10.0), ("o[a]", .null), ("o[o]", .null), ("O.nested.LIST[2]", 30.0),
            ("a[0]", "zero"), ("a['1']", "one"), ("a[1.9]", "one"), ("a[-0]", "zero"), ("a[3]", .null),
            ("a[-1]", .null), ("a[NaN]", .null), ("a[Infinity]", .null), ("a[1e300]", .null),
            ("a[null]", "zero"),
            ("a['']", "zero"), ("a['x']", .null), ("a[true]", "one"), ("a[2][0]", "two"), ("a.name", .null),
            ("a[a]", .null), ("text.length", .null), ("text[0]", .null), ("nothing.x", .null),
            ("nothing[0]", .null),
            ("(o).name", "n"), ("(o || a).name", "n"), ("fromJSON('{\"k\":[7]}').k[0]", 7.0),
            ("o[a[9] || 'name']", "n"),
        ] as [(String, Value)])
    func `reaches into a value, and what is not there is null`(text: String, expected: Value) throws {
        #expect(try value(of: text, contexts: contexts) == expected)
    }

    @Test(
        arguments: [
            ("people.*.name", ["Ann", "Bob"]), ("people[*].name", ["Ann", "Bob"]),
            ("people.*['name']", ["Ann", "Bob"]),
            ("people.*.tags.*", ["x", "y"]), ("people.*.tags[1]", ["y"]), ("people.*[0].name", ["Eve"]),
            ("people.*.*.name", ["Eve"]), ("o.nested.*", [[10.0, 20.0, 30.0]]),
            ("o.nested.*.*", [10.0, 20.0, 30.0]),
            ("o.nested.*[2]", [30.0]), ("text.*", []), ("nothing.*", []), ("nothing.*.x", []),
            ("a.*[0]", ["two"]),
            ("(people.*).name", ["Ann", "Bob"]), ("(nothing || people.*).name", ["Ann", "Bob"]),
            ("people.*.none", []),
        ] as [(String, Value)])
    func `a filter reaches into each part`(text: String, expected: Value) throws {
        #expect(try value(of: text, contexts: contexts) == expected)
    }

    @Test func `a filter keeps the order in which members were written`() throws {
        #expect(try value(of: "o.*", contexts: #"{"o":{"b":1,"a":2,"*":3,"A":4}}"#) == [1.0, 4.0, 3.0])
    }

    @Test func `contexts are found whatever the case, and asked for only when used`() throws {
        let context = EvaluationContext(contexts: ["GitHub": "g"], resolve: { $0 == "steps" ? "s" : nil })
        #expect(try Expression(parsing: "github == 'G' && Steps").evaluate(in: context) == "s")
        let unknown = try Expression(parsing: "true && unknown")
        #expect(throws: ExpressionError.self) { try unknown.evaluate(in: context) }
        #expect(try Expression(parsing: "true || unknown").evaluate(in: context) == true)
    }
}
