/// Reads a stream of server-sent events from pieces of any size (WHATWG HTML, section 9.2.6, "Interpreting an
/// event stream").
public struct ServerSentEvents: Sendable {
    /// An event as it was sent.
    public struct Event: Sendable, Equatable {
        /// What kind it is of; `message` unless the server says otherwise.
        public var name: String
        /// Its lines, parted by line feeds.
        public var data: String

        /// An event of these parts.
        public init(name: String = "message", data: String) { (self.name, self.data) = (name, data) }
    }

    private var lines: LineSplitter
    private var name = ""
    private var data: [UInt8] = []
    private var hasData = false
    private var isFirstLine = true

    /// - Parameter longestLine: in bytes; a longer one is an error.
    public init(longestLine: Int = 16 << 20) { lines = LineSplitter(longestLine: longestLine) }

    /// The events that end in these bytes.
    public mutating func read(_ bytes: some Collection<UInt8>) throws(LineTooLong) -> [Event] {
        var events: [Event] = []
        for line in try lines.split(bytes) { if let event = take(line[...]) { events.append(event) } }
        return events
    }

    /// The event that the stream's end cuts off. By the specification it is none; some servers leave out the
    /// last empty line, though, and what they have said counts.
    public mutating func finish() -> Event? {
        if let rest = lines.rest() { _ = take(rest[...]) }
        return take([])
    }

    private mutating func take(_ line: ArraySlice<UInt8>) -> Event? {
        var line = line
        if isFirstLine {
            isFirstLine = false
            if line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
        }
        if line.isEmpty {
            defer { (name, data, hasData) = ("", [], false) }
            guard hasData else { return nil }
            // The data's last line feed is none of it.
            return Event(
                name: name.isEmpty ? "message" : name, data: String(decoding: data.dropLast(), as: UTF8.self))
        }
        // Behind a colon at the start stands a comment, which keeps the connection alive.
        let field = line.prefix { $0 != UInt8(ascii: ":") }
        if field.isEmpty { return nil }
        var value = line[field.endIndex...].dropFirst()
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        if field.elementsEqual("data".utf8) {
            data += value
            data.append(0x0A)
            hasData = true
        } else if field.elementsEqual("event".utf8) {
            name = String(decoding: value, as: UTF8.self)
        }
        return nil
    }
}
