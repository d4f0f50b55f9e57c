import TestSupport
import Testing

/// Faults in the input of `journal append --batch`.
@Suite struct BadBatchTests {
    let clone: Clone

    init() throws {
        clone = try Clone()
        try clone.append()
    }

    /// A line that is refused, as a format of printf(1), and what is said about it.
    struct Fault: Sendable, CustomTestStringConvertible {
        let line: String
        let message: String
        var testDescription: String { line }
    }

    static let faults: [Fault] = [
        Fault(line: "[1]", message: "a decision is a JSON object"),
        Fault(line: "7", message: "a decision is a JSON object"),
        Fault(line: "{", message: "not JSON: a key in quotes is expected at byte 1"),
        Fault(line: #"{"stream":"t/1","type":"a"} x"#, message: "not JSON: "),
        Fault(line: #"{"stream":"t/1","type":"a","type":"b"}"#, message: "not JSON: "),
        Fault(line: #"{"stream":"t/1","type":"a","data":{"x":"\\u0000"}}"#, message: "not JSON: "),
        Fault(line: #"{"stream":"t/1","type":"a","data":{"x":"\000"}}"#, message: "not JSON: "),
        Fault(line: #"\000"#, message: "not JSON: "),
        Fault(
            line: #"{"stream":"t/1","type":"a","data":{"x":"\377"}}"#,
            message: "not JSON: bytes that are not UTF-8 at byte 40"),
        Fault(line: #"{"stream":"t/1","type":"a","data":{"x":"\\ud800"}}"#, message: "not JSON: "),
        Fault(line: #"{"stream":"t/1","type":"a","data":{"x":1e999}}"#, message: "not JSON: "),
        Fault(
            line: #"{"stream":"t/1","type":"a","datta":{}}"#,
            message: "unknown key 'datta'\nhint: did you mean 'data'?"),
        Fault(line: #"{"stream":"t/1","type":"a","id":"x"}"#, message: "unknown key 'id'"),
        Fault(line: #"{"type":"a"}"#, message: "an event needs 'stream'"),
        Fault(line: #"{"stream":"t/1"}"#, message: "an event needs 'type'"),
        Fault(line: #"{"stream":1,"type":"a"}"#, message: "'stream' must be a string"),
        Fault(line: #"{"stream":"../x","type":"a"}"#, message: "'../x' is not the name of a stream"),
        Fault(line: #"{"stream":"t/1","type":"9"}"#, message: "'9' is not the type of an event"),
        Fault(line: #"{"stream":"t/1","type":"a","data":[]}"#, message: "'data' must be a JSON object"),
        Fault(line: #"{"events":[]}"#, message: "'events' must be an array of objects that is not empty"),
        Fault(line: #"{"events":[{"stream":"t/1","type":"a"},1]}"#, message: "an event is a JSON object"),
        Fault(
            line: #"{"stream":"t/1","type":"a","attach":{"x":"/no/such"}}"#,
            message: "cannot attach '/no/such': "),
        Fault(
            line: #"{"stream":"t/1","type":"a","expect":"x"}"#,
            message: "'expect' must be the id of an event, not 'x'"),
    ]

    @Test(arguments: faults)
    func `a bad line is named, and what stands before it is recorded alone`(fault: Fault) throws {
        let before = try clone.export()
        let good = batchLine(1).dropLast()
        let outcome = try clone.shell(
            "printf '\(good)\\n\(good)\\n\(fault.line)\\n\(good)\\n' | git-autowrk journal append --batch")
        #expect(outcome.status == 2)
        #expect(outcome.stderr.hasPrefix("error: line 3: \(fault.message)"))
        let ids = outcome.stdout.split(separator: "\n").map { String($0) }
        #expect(ids.count == 2)
        #expect(try clone.exportedIDs().suffix(2) == ids)
        #expect(try clone.exportedIDs().count == 3)
        #expect(try clone.export().hasPrefix(before))
    }

    @Test(arguments: faults)
    func `a bad first line leaves everything as it was`(fault: Fault) throws {
        let before = try clone.state()
        let outcome = try clone.shell("printf '\(fault.line)\\n' | git-autowrk journal append --batch")
        #expect(outcome.status == 2)
        #expect(outcome.stdout == "")
        #expect(outcome.stderr.hasPrefix("error: line 1: \(fault.message)"))
        #expect(try clone.state() == before)
    }

    @Test func `an event of one mebibyte is recorded, and a larger one must be attached`() throws {
        // All that stands around the text in the canonical event.
        try clone.append("task/2", data: #"{"x":""}"#)
        let rest = try clone.export().split(separator: "\n").last?.utf8.count ?? 0
        let room = (1 << 20) - rest
        func line(_ count: Int) -> String {
            #"{"stream":"task/2","type":"task_added","data":{"x":"\#(String(repeating: "x", count: count))"}}"#
        }
        let fitting = try clone.autowrk("journal", "append", "--batch", input: line(room))
        #expect(fitting.status == 0)
        #expect(try clone.export().split(separator: "\n").last?.utf8.count == 1 << 20)
        let before = try clone.state()
        let larger = try clone.autowrk("journal", "append", "--batch", input: line(room + 1))
        #expect(larger.status == 2)
        #expect(larger.stdout == "")
        #expect(
            larger.stderr == """
                error: line 1: cannot record an event of 1048577 bytes: at most 1048576 are allowed
                hint: attach large content as a file: --attach NAME=FILE

                """)
        #expect(try clone.state() == before)
    }

    @Test(arguments: ["", "\n", "\n\r\n\n"])
    func `no input is nothing to do`(input: String) throws {
        let before = try clone.state()
        let outcome = try clone.autowrk("journal", "append", "--batch", input: input)
        #expect(outcome.status == 0)
        #expect(outcome.stdout == "")
        #expect(outcome.stderr == "")
        #expect(try clone.state() == before)
    }

    @Test func `options of a single event do not go with a batch`() throws {
        let before = try clone.state()
        let outcome = try clone.autowrk(
            "journal", "append", "--batch", "--stream", "task/1", input: batchLine(1))
        #expect(outcome.status == 2)
        #expect(outcome.stderr == "error: option '--stream' can't go with '--batch'\n")
        #expect(try clone.state() == before)
    }

    @Test func `the line in an error counts empty lines`() throws {
        let outcome = try clone.autowrk(
            "journal", "append", "--batch", input: "\n\n" + batchLine(1) + "\n{bad\n")
        #expect(outcome.stderr.hasPrefix("error: line 5: "))
    }

    @Test(arguments: [
        #"{"stream":"t/1","type":"a","data":{"x":"\#(String(repeating: "x", count: 1 << 20))"}}"#,
        #"{"stream":"t/1","type":"a","expect":"01m7y5zdg00000q8n2end9v2hk"}"#,
        #"{"stream":"t/1","type":"a","actor":""}"#,
    ])
    func `lines behind one that the journal refuses are not recorded`(refused: String) throws {
        let before = try clone.exportedIDs()
        let input = batchLine(1) + refused + "\n" + batchLine(3)
        let outcome = try clone.autowrk("journal", "append", "--batch", input: input)
        #expect(outcome.stderr.hasPrefix("error: line 2: "))
        #expect(outcome.stdout.split(separator: "\n").count == 1)
        #expect(try clone.exportedIDs() == before + outcome.stdout.split(separator: "\n").map { String($0) })
    }
}
