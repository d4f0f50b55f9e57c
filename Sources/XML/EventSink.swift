/// Collects what expat tells within one call.
final class EventSink {
    /// Why the text is not read on, for what expat itself would allow.
    private(set) var refusal: (kind: XMLError.Kind, message: String)?
    /// Tells expat to come to an end.
    var stop: () -> Void = {}

    private let deepest: Int
    private var events: [XML.Event] = []
    /// Of the text that is not among the events yet: expat hands it out line by line.
    private var pendingText: [UInt8] = []
    private var depth = 0

    init(deepest: Int) { self.deepest = deepest }

    static func at(_ user: UnsafeMutableRawPointer?) -> EventSink? {
        user.map { Unmanaged<EventSink>.fromOpaque($0).takeUnretainedValue() }
    }

    func start(_ name: String, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
        flush()
        depth += 1
        if depth > deepest { return refuse(.limit, "more than \(deepest) elements are within each other") }
        // Names and values in turn, up to a null pointer.
        var (list, next): ([XML.Attribute], _) = ([], attributes)
        while let pair = next, let name = pair[0], let value = pair[1] {
            list.append(XML.Attribute(name: String(cString: name), value: String(cString: value)))
            next = pair + 2
        }
        events.append(.start(XML.Element(name: name, attributes: list)))
    }

    func end(_ name: String) {
        flush()
        depth -= 1
        events.append(.end(name: name))
    }

    func text(_ bytes: UnsafeRawBufferPointer) { pendingText += bytes }

    func refuse(_ kind: XMLError.Kind, _ message: String) {
        if refusal == nil { refusal = (kind, message) }
        stop()
    }

    /// Hands out what has come.
    func take() -> [XML.Event] {
        flush()
        defer { events = [] }
        return events
    }

    private func flush() {
        if pendingText.isEmpty { return }
        events.append(.text(String(decoding: pendingText, as: UTF8.self)))
        pendingText = []
    }
}
