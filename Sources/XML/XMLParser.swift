import CExpat

/// Takes XML text in pieces and tells what has become complete.
public struct XMLParser: ~Copyable {
    private let handle: XML_Parser?
    private let sink: EventSink
    private let limits: XML.Limits
    private var byteCount = 0

    /// A parser at the beginning of a text.
    public init(limits: XML.Limits = XML.Limits()) {
        self.limits = limits
        sink = EventSink(deepest: limits.depth)
        handle = XML_ParserCreate(nil)
        connect()
    }

    deinit { XML_ParserFree(handle) }

    /// Takes the next piece, which may end anywhere.
    ///
    /// - Throws: for what is no XML, and beyond the limits; nothing is to be fed after it.
    public mutating func feed(_ bytes: [UInt8]) throws(XMLError) -> [XML.Event] {
        try parse(bytes, isLast: false)
    }

    /// Says that the text has ended.
    ///
    /// - Throws: when it may not end there.
    public mutating func finish() throws(XMLError) -> [XML.Event] { try parse([], isLast: true) }

    private mutating func parse(_ bytes: [UInt8], isLast: Bool) throws(XMLError) -> [XML.Event] {
        byteCount += bytes.count
        guard byteCount <= limits.bytes else {
            throw error(.limit, "the text is longer than \(limits.bytes) bytes")
        }
        guard let handle else { throw error(.limit, "no memory for a parser") }
        let status = bytes.withUnsafeBytes { bytes in
            let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            return XML_Parse(handle, start, Int32(bytes.count), isLast ? 1 : 0)
        }
        if let refusal = sink.refusal { throw error(refusal.kind, refusal.message) }
        guard status == XML_STATUS_OK else {
            throw error(.syntax, String(cString: XML_ErrorString(XML_GetErrorCode(handle))))
        }
        return sink.take()
    }

    private func error(_ kind: XMLError.Kind, _ message: String) -> XMLError {
        XMLError(
            kind: kind, message: message, line: Int(XML_GetCurrentLineNumber(handle)),
            column: Int(XML_GetCurrentColumnNumber(handle)) + 1)
    }

    private func connect() {
        // The sink lives as long as the parser, and events come only within `parse`.
        XML_SetUserData(handle, Unmanaged.passUnretained(sink).toOpaque())
        XML_SetElementHandler(
            handle,
            { user, name, attributes in
                guard let sink = EventSink.at(user), let name else { return }
                sink.start(String(cString: name), attributes)
            },
            { user, name in
                guard let sink = EventSink.at(user), let name else { return }
                sink.end(String(cString: name))
            })
        XML_SetCharacterDataHandler(handle) { user, text, count in
            guard let sink = EventSink.at(user), let text else { return }
            sink.text(UnsafeRawBufferPointer(start: text, count: Int(count)))
        }
        XML_SetEntityDeclHandler(handle) { user, name, _, _, _, _, _, _, _ in
            guard let sink = EventSink.at(user) else { return }
            let name = name.map { String(cString: $0) } ?? ""
            sink.refuse(.entity, "the entity '\(name)' is declared, which is not supported")
        }
        sink.stop = { [handle] in XML_StopParser(handle, 0) }
    }
}
