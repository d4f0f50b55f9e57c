import TestSupport
import Testing
import Workflow

/// GitHub's own cases, as far as the folder named by `AUTOWRK_FIXTURES` has them.
@Suite struct ExpressionConformanceTests {
    @Test(.enabled(if: ConformanceData.folder != nil, "AUTOWRK_FIXTURES names no folder of conformance data"))
    func `every case of GitHub has its value or its error`() throws {
        var count = 0
        for (file, text) in try ConformanceData.expressions() {
            guard case .object(let groups) = try Value(parsingJSON: text) else {
                Issue.record("'\(file)' is no object")
                continue
            }
            for (name, cases) in groups.members {
                guard case .array(let cases) = cases else {
                    Issue.record("'\(name)' in '\(file)' is no array")
                    continue
                }
                for one in cases {
                    count += 1
                    try check(one, "\(file), \(name)")
                }
            }
        }
        #expect(count > 300, "the folder does not hold the cases")
    }

    private func check(_ one: Value, _ place: String) throws {
        guard case .object(let members) = one, case .string(let text) = members["expr"] else {
            Issue.record("a case without an expression: \(place)")
            return
        }
        let comment = Comment("\(place): \(text)")
        var contexts: [String: Value] = [:]
        if case .object(let object) = members["contexts"] {
            for (name, value) in object.members { contexts[name] = value }
        }
        let outcome: Result<Value, ExpressionError> = Result { () throws(ExpressionError) in
            let expression = try Expression(parsing: text, contexts: Array(contexts.keys))
            return try expression.evaluate(in: EvaluationContext(contexts: contexts))
        }
        switch (outcome, members["result"], members["err"]) {
        case (.success(let value), .object(let expected)?, nil):
            #expect(.string(value.kind.rawValue) == expected["kind"], comment)
            #expect(value == expected["value"], comment)
        case (.failure(let error), nil, .object(let expected)?):
            #expect(.string(error.kind.rawValue) == expected["kind"], comment)
            // Some cases give the beginning of the message or a part of it.
            if case .string(let message) = expected["value"] {
                #expect(error.message.contains(message), comment)
            }
        default: Issue.record("\(outcome) is not as expected: \(comment)")
        }
    }
}
