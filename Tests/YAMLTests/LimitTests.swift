import Testing
import YAML

@Suite struct LimitTests {
    private func failure(_ text: String, limits: YAML.Limits = YAML.Limits()) -> YAMLError? {
        do throws(YAMLError) {
            _ = try YAML.parse(Array(text.utf8), limits: limits)
            return nil
        } catch { return error }
    }

    @Test func `aliases of aliases, 300 levels of them, fail at once`() throws {
        let levels = (1...300).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
        let error = try #require(failure("a0: &a0 [x, x]\n\(levels)"))
        #expect(error.kind == .limit)
        #expect(error.message == "more than 100000 values, each alias counted as all it stands for")
        #expect(error.start.line == 15)
    }

    @Test func `aliases nest as deep as what they stand for`() throws {
        let levels = (1...100).map { "a\($0): &a\($0) [*a\($0 - 1)]\n" }.joined()
        let error = try #require(failure("a0: &a0 [x]\n\(levels)"))
        #expect(error.message == "lists and mappings are nested more than 100 levels deep")
    }

    @Test(arguments: ["[", "{a: ", "- ", "? "])
    func `deep nesting is refused, however it is written`(opening: String) {
        let error = failure(String(repeating: opening, count: 100_000))
        #expect(error?.message == "lists and mappings are nested more than 100 levels deep")
    }

    @Test func `a text beyond the limit is not looked at`() {
        let error = failure("[1, 2]", limits: YAML.Limits(bytes: 5))
        #expect(error?.description == "line 1, column 1: the text has 6 bytes: at most 5 are read")
        #expect(failure("[1, 2]", limits: YAML.Limits(bytes: 6, nodes: 3)) == nil)
        #expect(failure("[1, 2, 3]", limits: YAML.Limits(nodes: 3))?.kind == .limit)
    }

    @Test func `an alias within its own anchor is refused`() {
        #expect(failure("&a [*a]")?.description == "line 1, column 5: the alias '*a' contains itself")
        #expect(failure("- &a 1\n- &a [*a]")?.message == "the alias '*a' contains itself")
        #expect(failure("*a")?.message == "the alias '*a' has no anchor '&a' before it")
        #expect(failure("--- &a 1\n--- *a\n")?.message == "the alias '*a' has no anchor '&a' before it")
    }
}
