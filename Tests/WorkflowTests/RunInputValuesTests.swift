import JSON
import Testing
import Workflow

/// What a run is started with.
@Suite struct RunInputValuesTests {
    private let inputs = [
        InputDefinition(name: "name", summary: "whom to greet", isRequired: true),
        InputDefinition(name: "count", kind: .number, defaultValue: "3"),
        InputDefinition(name: "loud", kind: .boolean),
        InputDefinition(name: "to", kind: .choice(["test", "live", "3"]), defaultValue: "test"),
    ]

    private func with(_ name: String, _ value: JSON) -> [String: JSON] {
        ["name": "Ada"].merging([name: value]) { $1 }
    }

    @Test func `what is not given is the default, or empty`() throws {
        let plain =
            inputs + [
                InputDefinition(name: "text"), InputDefinition(name: "number", kind: .number),
                InputDefinition(name: "choice", kind: .choice(["a"])),
            ]
        #expect(
            try InputValues.resolve(plain, given: ["name": "Ada"]) == [
                "name": "Ada", "count": 3, "loud": false, "to": "test", "text": "", "number": 0, "choice": "",
            ])
    }

    @Test(
        arguments: [
            ("count", "7", 7), ("count", "-1.5", .number(-1.5)), ("count", "1e3", 1_000), ("count", 4, 4),
            ("count", "9007199254740993", .number(9_007_199_254_740_992)), ("loud", "true", true),
            ("loud", "false", false), ("loud", true, true), ("to", "live", "live"), ("to", 3, "3"),
            ("name", 3, "3"), ("name", .number(1.5), "1.5"), ("name", true, "true"), ("name", "", ""),
        ] as [(String, JSON, JSON)])
    func `values are taken for what is asked for`(name: String, given: JSON, value: JSON) throws {
        let values = try InputValues.resolve(inputs, given: with(name, given))
        #expect(values[name] == value)
        // What was started with is the same after a trip through the journal.
        #expect(try JSON(parsing: JSON.object(values).canonical) == .object(values))
    }

    @Test(
        arguments: [
            ("count", "many", "input 'count' is not a number: 'many'"),
            ("count", "inf", "input 'count' is not a number: 'inf'"),
            ("count", "nan", "input 'count' is not a number: 'nan'"),
            ("count", "", "input 'count' is not a number: ''"),
            ("count", true, "input 'count' is not a number: 'true'"),
            ("loud", "yes", "input 'loud' is not a boolean: 'yes'"),
            ("loud", 1, "input 'loud' is not a boolean: '1'"),
            ("name", .null, "input 'name' is not a string: ''"),
            ("name", ["a"], "input 'name' is not a string: 'Array'"),
            ("to", "moon", "input 'to' can't be 'moon'"),
            ("to", ["a"], "input 'to' is not a choice: 'Array'"),
        ] as [(String, JSON, String)])
    func `or refused`(name: String, given: JSON, message: String) {
        let refusal = #expect(throws: RunRefusal.self) {
            try InputValues.resolve(inputs, given: with(name, given))
        }
        #expect(refusal?.message == message)
    }

    @Test func `what is missing or unknown is named`() {
        let missing = #expect(throws: RunRefusal.self) { try InputValues.resolve(inputs, given: [:]) }
        #expect(
            missing
                == RunRefusal(
                    "input 'name' is missing", hints: ["give it with -i name=<string>: whom to greet"]))
        let unknown = #expect(throws: RunRefusal.self) {
            try InputValues.resolve(inputs, given: ["name": "Ada", "nam": "x"])
        }
        #expect(
            unknown
                == RunRefusal("the workflow has no input 'nam'", hints: ["it takes name, count, loud, to"]))
        let none = #expect(throws: RunRefusal.self) { try InputValues.resolve([], given: ["x": 1]) }
        #expect(none?.hints == ["it takes none"])
    }
}
