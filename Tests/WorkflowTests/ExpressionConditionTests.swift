import Testing
import Workflow

@Suite struct ExpressionConditionTests {
    @Test(
        arguments: [
            ("x == 1", "x == 1", 0), ("${{ x == 1 }}", "x == 1", 4), ("  ${{x}}\n", "x", 5), (" x ", "x", 1),
            ("", "success()", 0), (" \n", "success()", 0), ("${{ '}}' }}", "'}}'", 4),
            ("'a}}b'", "'a}}b'", 0),
        ])
    func `stands within braces or not`(text: String, source: String, offset: Int) throws {
        let expression = try Expression(condition: text)
        #expect(expression.source == source)
        #expect(expression.sourceOffset == offset)
    }

    @Test(
        arguments: [
            ("${{ x }} == 1", 0, "text beside '${{ }}' would make a text of the whole"),
            (" a ${{ x }}", 1, "text beside '${{ }}' would make a text of the whole"),
            ("${{ x }}${{ y }}", 0, "text beside '${{ }}' would make a text of the whole"),
            (" ${{ x", 1, "The expression is not closed"), ("${{ }}", 0, "An expression was expected"),
            ("é == 1", 0, "Unexpected symbol: 'é'"), ("  ${{ x == @ }}", 11, "Unexpected symbol: '@'"),
            ("  x == @", 7, "Unexpected symbol: '@'"),
        ])
    func `is refused with the place in its text`(text: String, offset: Int, message: String) throws {
        do {
            _ = try Expression(condition: text)
            Issue.record("no error: \(text)")
        } catch {
            #expect(error.message.hasPrefix(message))
            #expect(error.offset == offset)
        }
    }
}
