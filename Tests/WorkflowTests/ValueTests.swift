import JSON
import Testing
import Workflow

@Suite struct ValueTests {
    @Test func `members are found whatever their case and keep their order and names`() {
        var object: Value.Object = ["Zeta": 1.0, "alpha": 2.0, "ZETA": 3.0]
        #expect(object.members.map(\.key) == ["Zeta", "alpha"])
        #expect(object["zeta"] == 3.0)
        object["ALPHA"] = "new"
        object["Ämter"] = true
        #expect(object.members.map(\.key) == ["Zeta", "alpha", "Ämter"])
        #expect(object["äMTER"] == true)
        object["zETA"] = nil
        object["none"] = nil
        #expect(object.members.map(\.key) == ["alpha", "Ämter"])
    }

    @Test func `equality is exact where the language is loose`() throws {
        #expect(Value.string("a") != "A")
        #expect(Value.string("é") != .string("e\u{301}"))
        #expect(Value.number(.nan) == .number(.nan))
        #expect(Value.number(1) != true)
        #expect(Value.object(["a": 1.0, "b": 2.0]) == .object(["b": 2.0, "a": 1.0]))
        #expect(Value.object(["a": 1.0]) != .object(["A": 1.0]))
        #expect(Value.object(["a": 1.0]) != .object(["a": 1.0, "b": 1.0]))
        #expect(Value.array([1.0]) == [1.0])
    }

    @Test func `kinds are spelled as GitHub spells them`() {
        let values: [Value] = [.null, true, 1.0, "", [], .object([:])]
        #expect(values.map(\.kind.rawValue) == ["Null", "Boolean", "Number", "String", "Array", "Object"])
    }

    @Test(
        arguments: [
            (.null, .null), (true, true), (1.0, 1), (-0.0, 0), (1.5, .number(1.5)), (1e300, .number(1e300)),
            ("a", "a"),
            ([1.0, [.null]], [1, [.null]]), (.object(["b": 1.0, "a": []]), ["a": [], "b": 1]),
            (.number(.nan), "NaN"),
            (.number(.infinity), "Infinity"), (.number(-.infinity), "-Infinity"),
        ] as [(Value, JSON)])
    func `becomes JSON`(value: Value, json: JSON) {
        #expect(value.json == json)
    }

    @Test(
        arguments: [.null, true, 7, .number(0.5), "x", [1, []], ["a": ["b": 1]], [:]] as [JSON])
    func `comes from JSON and goes back`(json: JSON) {
        #expect(Value(json).json == json)
    }
}
