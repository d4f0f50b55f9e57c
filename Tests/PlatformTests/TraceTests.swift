import Glibc
import Platform
import TestSupport
import Testing

@Suite("Trace")
struct TraceTests {
    let sandbox: Sandbox
    private let time = TimeSource.fixed(Timestamp(milliseconds: 12_300_123))

    init() throws {
        sandbox = try Sandbox()
    }

    @Test("Lines are appended to the file with time, area, text and duration")
    func lines() throws {
        try sandbox.write("trace", "before\n")
        let trace = try Trace(environment: ["AUTOWRK_TRACE": sandbox.path("trace")], time: time)
        trace.note("journal", "open")
        #expect(trace.measure("git", "gc") { 42 } == 42)
        let lines = try sandbox.read("trace").split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[..<2] == ["before", "03:25:00.123 journal open"])
        #expect(lines[2].wholeMatch(of: /03:25:00\.123 git gc \d+\.\d{3}/) != nil)
    }

    @Test("What fails is measured too")
    func failure() throws {
        let trace = try Trace(environment: ["AUTOWRK_TRACE": sandbox.path("trace")], time: time)
        #expect(throws: SystemError.self) {
            try trace.measure("git", "push") { () throws(SystemError) in
                throw SystemError(code: EIO, operation: "push")
            }
        }
        #expect(try sandbox.read("trace").hasPrefix("03:25:00.123 git push "))
    }

    @Test("A trace that is off makes no texts", arguments: [nil, "", "0", "relative/path"])
    func off(setting: String?) throws {
        let trace = try Trace(environment: setting.map { ["AUTOWRK_TRACE": $0] } ?? [:])
        func unwanted() -> String {
            Issue.record("the text was made")
            return ""
        }
        trace.note("git", unwanted())
        #expect(trace.measure("git", unwanted()) { 1 } == 1)
    }

    @Test("A file that can't be opened is an error")
    func missingFolder() {
        let path = sandbox.path("missing/trace")
        #expect(throws: SystemError(code: ENOENT, operation: "open", path: path)) {
            _ = try Trace(environment: ["AUTOWRK_TRACE": path])
        }
    }
}
