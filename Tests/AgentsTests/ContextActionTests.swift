import Engine
import Testing

@testable import Agents

/// What a run says of the files that matter.
@Suite struct ContextActionTests {
    @Test(
        arguments: [
            ([], "Found no file that matters"), (["a.c"], "Found 1 file that matters: `a.c`"),
            (["a.c", "b.c"], "Found 2 files that matter, first `a.c`, `b.c`"),
            (["a.c", "b.c", "c.c", "d.c"], "Found 4 files that matter, first `a.c`, `b.c`, `c.c`"),
        ] as [([String], String)])
    func `files are counted, and the first are named`(paths: [String], text: String) {
        #expect(Action.summary(of: paths) == text)
    }
}
