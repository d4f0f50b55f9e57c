import HTTP
import Testing

struct ServerSentEventsTests {
    private func events(of text: String, cutAt size: Int) throws -> [ServerSentEvents.Event] {
        var (reader, events) = (ServerSentEvents(), [ServerSentEvents.Event]())
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            events += try reader.read(rest.prefix(size))
            rest = rest.dropFirst(size)
        }
        if let last = reader.finish() { events.append(last) }
        return events
    }

    @Test(arguments: [1, 2, 3, 7, 1000])
    func `events are the same however the bytes are cut`(size: Int) throws {
        let text =
            "\u{FEFF}: hello\r\nevent: ping\r\ndata: grüße\r\ndata:zwei\r\n\r\n\rdata:  3\n\nid: 4\n\ndata\n\n"
        let expected = [
            ServerSentEvents.Event(name: "ping", data: "grüße\nzwei"), .init(data: " 3"), .init(data: ""),
        ]
        #expect(try events(of: text, cutAt: size) == expected)
    }

    @Test func `an event without the last empty line counts`() throws {
        #expect(try events(of: "data: [DONE]", cutAt: 5) == [.init(data: "[DONE]")])
    }

    @Test func `a line that never ends is an error`() throws {
        var reader = ServerSentEvents(longestLine: 10)
        #expect(throws: LineTooLong(limit: 10)) { try reader.read(Array("data: 0123456789".utf8)) }
    }
}
