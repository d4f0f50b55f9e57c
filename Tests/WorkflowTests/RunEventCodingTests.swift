import JSON
import Platform
import TestSupport
import Testing
import Workflow

/// How facts about runs stand in the journal.
@Suite struct RunEventCodingTests {
    private static let folder =
        String(#filePath.prefix(upTo: #filePath.lastIndex(of: "/") ?? #filePath.endIndex))

    private func decode(_ type: String, _ data: String) throws -> RunEvent? {
        RunEvent(type: type, data: try #require(JSON(parsing: data).objectValue))
    }

    @Test func `every fact comes back as it was`() throws {
        var random = SeededGenerator(seed: 24)
        var types: Set<String> = []
        for _ in 0..<5_000 {
            let event = RunEvent.random(["s1", "s2", "Grüße"], &random)
            types.insert(event.type)
            let text = JSON.object(event.data).canonical
            #expect(RunEvent(type: event.type, data: try #require(JSON(parsing: text).objectValue)) == event)
        }
        #expect(types == Set(try Self.fixture().map(\.type)))
    }

    @Test func `what was written once is read for ever`() throws {
        let lines = try Self.fixture()
        #expect(lines.count == RunEvent.fixtures.count)
        for (line, event) in zip(lines, RunEvent.fixtures) {
            #expect(RunEvent(type: line.type, data: line.data) == event, "\(line.text)")
            #expect(
                line.text
                    == JSON.object(["type": .string(event.type), "data": .object(event.data)]).canonical)
        }
    }

    @Test func `members that this version does not know are passed over`() throws {
        for (line, event) in zip(try Self.fixture(), RunEvent.fixtures) {
            var data = line.data
            data["later"] = ["x": [1]]
            for name in ["failure", "then", "parent", "fork"] {
                guard case .object(var inner) = data[name] else { continue }
                inner["later"] = true
                data[name] = .object(inner)
            }
            #expect(RunEvent(type: line.type, data: data) == event, "\(line.text)")
        }
    }

    @Test func `types that are not about the course of a run are nothing`() throws {
        for type in ["", "step_teleported", "Run_started", "run_started ", "github_issue_created"] {
            #expect(try decode(type, #"{"step":"a","workflow":"w","definition":"d","base":"b"}"#) == nil)
        }
    }

    @Test(arguments: [
        ("run_started", #"{"workflow":"w","definition":"d"}"#), ("run_started", "{}"),
        ("run_claimed", #"{"after":"1"}"#), ("run_claimed", #"{"after":1,"seen":2}"#), ("step_started", "{}"),
        ("step_started", #"{"step":7}"#), ("step_completed", #"{"outputs":{}}"#), ("wait_started", "{}"),
        ("wait_started", #"{"approval":[]}"#), ("step_failed", #"{"step":"a"}"#),
        ("step_failed", #"{"step":"a","failure":{"kind":"exit"}}"#),
        ("step_failed", #"{"step":"a","failure":{},"then":{"do":"fail"}}"#),
        ("step_failed", #"{"step":"a","failure":{"kind":"exit"},"then":{"do":"retry"}}"#),
        ("step_failed", #"{"step":"a","failure":{"kind":"exit"},"then":{"do":"restart"}}"#),
        ("step_skipped", "{}"), ("step_interrupted", "{}"), ("steps_reset", #"{"steps":["a"]}"#),
        ("steps_reset", #"{"steps":["a"],"cause":"rollback"}"#),
        ("steps_reset", #"{"steps":["a"],"cause":"whim"}"#), ("rollback_started", #"{"mode":"to"}"#),
        ("rollback_started", #"{"mode":"sideways"}"#), ("step_compensated", #"{"step":"a"}"#),
        ("step_compensated", #"{"step":"a","undone":"half"}"#), ("run_failed", #"{"step":"a"}"#),
        ("run_rolled_back", "{}"), ("step_approved", "{}"), ("retry_requested", "{}"),
        ("skip_requested", "{}"), ("rollback_requested", "{}"),
    ])
    func `data that lacks what it must have is nothing`(type: String, data: String) throws {
        #expect(try decode(type, data) == nil)
    }

    @Test(arguments: [
        #"{"step":"a","webhook":"x"}"#, #"{"step":"a","approval":"ada"}"#, #"{"step":"a","approval":[1]}"#,
        #"{"step":"a","approval":["ada",null]}"#, #"{"step":"a","run":"no id"}"#,
        #"{"step":"a","until":"x"}"#,
    ])
    func `a wait for what this version does not know is no wait for anybody`(data: String) throws {
        #expect(try decode("wait_started", data) == nil)
    }

    @Test func `what a later version says in more detail is taken for the nearest`() throws {
        let failed = #"{"step":"a","failure":{"kind":"quota","message":"m"},"then":{"do":"ask"}}"#
        #expect(
            try decode("step_failed", failed)
                == .stepFailed(step: "a", StepFailure(.system, "m"), StepResult(), then: .fail))
        #expect(
            try decode("step_skipped", #"{"step":"a","reason":"weather"}"#)
                == .stepSkipped(step: "a", .condition))
        let effects = #"{"step":"a","effects":[{"kind":"moon_moved"},{"kind":"said","text":"x"},7]}"#
        #expect(
            try decode("step_completed", effects)
                == .stepCompleted(step: "a", StepResult(effects: [.said("x")])))
        // What is not sure to be safe is not repeated.
        #expect(
            try decode("step_interrupted", #"{"step":"a","repeatable":"yes"}"#)
                == .stepInterrupted(step: "a", isRepeatable: false))
    }

    @Test func `requests are told from progress by their type`() throws {
        let requests: Set = [
            "step_approved", "step_rejected", "retry_requested", "skip_requested", "resume_requested",
            "cancel_requested", "rollback_requested",
        ]
        for event in RunEvent.fixtures { #expect(event.isRequest == requests.contains(event.type)) }
    }

    @Test func `the documentation describes every type and every member`() throws {
        let path = "\(Self.folder)/../../Sources/Workflow/Workflow.docc/RunEvents.md"
        let text = String(decoding: try Files.read(path), as: UTF8.self)
        for line in try Self.fixture() {
            #expect(text.contains("`\(line.type)`"), "\(line.type)")
            for name in Self.names(of: .object(line.data)) where name != "x" {
                #expect(text.contains("`\(name)`"), "\(line.type): \(name)")
            }
        }
        for kind in StepFailure.Kind.allCases { #expect(text.contains("`\(kind.rawValue)`"), "\(kind)") }
    }

    /// The members of an object and of those within it, but for values that are a workflow's own.
    private static func names(of value: JSON) -> Set<String> {
        switch value {
        case .object(let object):
            object.members.reduce(into: []) { names, member in
                names.insert(member.key)
                if ["inputs", "outputs"].contains(member.key) { return }
                names.formUnion(self.names(of: member.value))
            }
        case .array(let elements): elements.reduce(into: []) { $0.formUnion(names(of: $1)) }
        default: []
        }
    }

    private static func fixture() throws -> [(text: String, type: String, data: JSON.Object)] {
        let file = try Files.read("\(folder)/Fixtures/run-events-1.jsonl")
        return try String(decoding: file, as: UTF8.self).split(separator: "\n").map { line in
            let value = try JSON(parsing: String(line))
            let type = try #require(value["type"]?.stringValue)
            return (String(line), type, try #require(value["data"]?.objectValue))
        }
    }
}
