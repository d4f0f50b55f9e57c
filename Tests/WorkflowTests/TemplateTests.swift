import Testing
import Workflow

@Suite struct TemplateTests {
    private let context = EvaluationContext(contexts: [
        "n": 5.0, "b": true, "z": .null, "s": "text", "a": [1.0], "o": .object(["k": "v"]),
    ])

    @Test(
        arguments: [
            ("", ""), ("plain", "plain"), ("${{ n }}", 5.0), ("${{n}}", 5.0), ("${{ b }}", true),
            ("${{ z }}", .null),
            ("${{ a }}", [1.0]), (" ${{ n }}", " 5"), ("${{ n }} ", "5 "), ("${{ n }}${{ b }}", "5true"),
            ("[${{ z }}]", "[]"), ("${{ a }} ${{ o }}", "Array Object"), ("é ${{ s }} é", "é text é"),
            ("${{ '}}' }}", "}}"), ("${{ 'it''s }}' }}!", "it's }}!"), ("${{ format('{{{0}}}', n) }}", "{5}"),
            ("$ {{ n }}", "$ {{ n }}"), ("$${{ n }}", "$5"), ("}} ${{ n }} }}", "}} 5 }}"),
            ("{{ n }}", "{{ n }}"),
            ("${{ '${{' }} x", "${{ x"), ("line\n${{\n n\n}}\n", "line\n5\n"),
        ] as [(String, Value)])
    func `a single expression keeps its kind, else a text is built`(text: String, expected: Value) throws {
        let template = try Template(parsing: text)
        #expect(template.source == text)
        #expect(try template.evaluate(in: context) == expected)
    }

    @Test func `what has no expression is constant`() throws {
        #expect(try Template(parsing: "a } b").constantText == "a } b")
        #expect(try Template(parsing: "").constantText == "")
        #expect(try Template(parsing: "${{ 1 }}").constantText == nil)
        #expect(try !Template(parsing: "x ${{ 1 }}").isConstant)
        let literal = Template(literal: "${{ n }}")
        #expect(literal.constantText == "${{ n }}")
        #expect(try literal.evaluate(in: context) == "${{ n }}")
        #expect(try literal != Template(parsing: "${{ n }}"))
        #expect(try Template(parsing: "a") == Template(literal: "a"))
    }

    @Test func `tells its expressions and where they start`() throws {
        let expressions = try Template(parsing: "é${{ a.b }} ${{c}}\t${{\n  d }}").expressions
        #expect(expressions.map(\.expression.source) == ["a.b", "c", "d"])
        #expect(expressions.map(\.offset) == [6, 16, 26])
    }

    @Test(
        arguments: [
            ("a ${{ b", 2, "The expression is not closed"), ("${{ 'a }}", 0, "The expression is not closed"),
            ("é ${{ }}", 3, "An expression was expected"),
            ("${{ n }} ${{ @ }}", 13, "Unexpected symbol: '@'"),
            ("${{ n n }}", 6, "Unexpected symbol: 'n'"),
        ])
    func `tells what is wrong and where in the text`(text: String, offset: Int, message: String) throws {
        do {
            _ = try Template(parsing: text)
            Issue.record("no error: \(text)")
        } catch {
            #expect(error.message.hasPrefix(message))
            #expect(error.offset == offset)
        }
    }

    @Test func `tells where in the text evaluation failed`() throws {
        let template = try Template(parsing: "é ${{ 1 }} ${{ format('{0}') }}")
        do {
            _ = try template.evaluate(in: context)
            Issue.record("no error")
        } catch { #expect(error.offset == 16) }
    }

    @Test func `a text grows to ten times what an expression may take`() throws {
        let long = EvaluationContext(contexts: ["x": .string(String(repeating: "a", count: 4 << 20))])
        #expect(try Template(parsing: "${{ x }}${{ x }}").evaluate(in: long).text.utf8.count == 8 << 20)
        #expect(throws: ExpressionError.self) {
            try Template(parsing: "${{ x }}${{ x }}${{ x }}").evaluate(in: long)
        }
    }
}
