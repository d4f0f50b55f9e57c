import Git
import JSON
import Platform
import Testing

@testable import Journal

@Suite struct EventTests {
    /// What was once written is read for ever.
    private static let versionOne = #"""
        {"actor":"person/ada@example.org","at":1795234442024,"attachments":{"PRD.md":"4b825dc642cb6eb9a060e54bf8d69288fbee4904"},"cause":"01m7y4zas80000g5s7jtw24s4g","data":{"title":"x"},"id":"01m7y4zas80003g5s7jtw24s4g","stream":"prd/8xk2","type":"prd_drafted","v":1}
        """#

    @Test func `a line of version 1 is read and written back byte by byte`() throws {
        let event = try Event(line: Self.versionOne.utf8)
        #expect(event.stream == StreamName("prd/8xk2"))
        #expect(event.type.description == "prd_drafted")
        #expect(event.at == Timestamp(milliseconds: 1_795_234_442_024))
        #expect(event.cause == EventID("01m7y4zas80000g5s7jtw24s4g"))
        #expect(event.attachments == ["PRD.md": .emptyTree])
        #expect(event.line == Self.versionOne)
    }

    @Test func `members that a later program has added are no fault`() throws {
        let line =
            #"{"actor":"a","at":1,"cause":null,"data":{},"future":[1],"id":"01m7y4zas80003g5s7jtw24s4g","stream":"a/b","type":"c","v":1}"#
        #expect(try Event(line: line.utf8).cause == nil)
        try scan(line)
    }

    private static let members = [
        ("actor", #""a""#), ("at", "1"), ("cause", "null"), ("data", "{}"),
        ("id", #""01m7y4zas80003g5s7jtw24s4g""#), ("stream", #""a/b""#), ("type", #""c""#), ("v", "1"),
    ]

    private func line(replacing name: String, with value: String?) -> String {
        let members = Self.members.compactMap { key, old -> String? in
            guard key == name else { return "\"\(key)\":\(old)" }
            return value.map { "\"\(key)\":\($0)" }
        }
        return "{\(members.joined(separator: ","))}"
    }

    private func scan(_ line: String) throws {
        _ = try Array(line.utf8).withUnsafeBufferPointer { try EventScan($0) }
    }

    @Test(arguments: members.map(\.0))
    func `a line without one of the members is no event`(name: String) throws {
        #expect(throws: EventFormatError.member(name)) {
            try Event(line: line(replacing: name, with: nil).utf8)
        }
        #expect(throws: EventFormatError.member(name)) { try scan(line(replacing: name, with: nil)) }
    }

    @Test(arguments: [
        ("actor", "1"), ("at", #""1""#), ("at", "1.5"), ("data", "[]"), ("data", "null"), ("id", #""x""#),
        ("id", "7"), ("stream", #""a""#), ("cause", "7"), ("cause", #""x""#), ("stream", #""a b/c""#),
        ("type", #""C""#), ("v", #""1""#),
    ])
    func `a member that is malformed is named`(name: String, value: String) throws {
        #expect(throws: EventFormatError.member(name)) {
            try Event(line: line(replacing: name, with: value).utf8)
        }
        #expect(throws: EventFormatError.member(name)) { try scan(line(replacing: name, with: value)) }
    }

    @Test(arguments: ["7", "[]", #"{"a":"xyz"}"#, #"{"a":7}"#])
    func `attachments that are malformed make no event`(value: String) {
        let line = line(replacing: "actor", with: #""a","attachments":\#(value)"#)
        #expect(throws: EventFormatError.member("attachments")) { try Event(line: line.utf8) }
        #expect(throws: EventFormatError.member("attachments")) { try scan(line) }
    }

    @Test func `an event of a later version asks for a later program`() throws {
        #expect(throws: EventFormatError.newerVersion(2)) {
            try Event(line: line(replacing: "v", with: "2").utf8)
        }
        #expect(throws: EventFormatError.newerVersion(2)) { try scan(line(replacing: "v", with: "2")) }
    }

    @Test(arguments: ["", "[]", "7", "{", #"{"a":"\u0000"}"#])
    func `what is no JSON object is no event`(text: String) {
        #expect(throws: EventFormatError.self) { try Event(line: text.utf8) }
        #expect(throws: EventFormatError.self) { try scan(text) }
    }

    @Test(arguments: ["a/b", "task/8xk2", "a/b/c", "run/A.b_c@d+e-f", "x/..a"])
    func `stream names`(text: String) { #expect(StreamName(text)?.description == text) }

    @Test(arguments: [
        "", "a", "/a", "a/", "a//b", "a/..", "./a", "a b/c", "ä/b", "a/b\n",
        String(repeating: "a/b", count: 99),
    ])
    func `what is no stream name`(text: String) { #expect(StreamName(text) == nil) }

    @Test(arguments: ["", "A", "1a", "a-b", "_a", "ä", String(repeating: "a", count: 65)])
    func `what is no event type`(text: String) { #expect(EventType(text) == nil) }
}
