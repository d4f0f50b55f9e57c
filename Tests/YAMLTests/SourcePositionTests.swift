import Testing
import YAML

@Suite struct SourcePositionTests {
    @Test func `positions are ordered by line, then column`() {
        #expect(SourcePosition(line: 1, column: 9) < SourcePosition(line: 2, column: 1))
        #expect(SourcePosition(line: 2, column: 1) < SourcePosition(line: 2, column: 2))
    }
}
