import JSON

/// What the query cache needs of an event, found without building its values.
struct EventScan: Equatable {
    let id: EventID
    /// The stream's name: where it stands in the line.
    let stream: Range<Int>

    /// Looks through one line.
    ///
    /// It accepts just what `Event(line:)` accepts.
    init(_ line: UnsafeBufferPointer<UInt8>) throws(EventFormatError) {
        var id: EventID?
        var stream: Range<Int>?
        var version: Int64?
        var valid: Members = []
        var invalid: Members = []
        do {
            try JSON.scanObject(line, allowsNUL: false) { key, value in
                guard let member = Members.named(line[key]) else { return }
                let text = Self.text(line, value)
                let isValid =
                    switch member {
                    case .id:
                        text.map { id = EventID(utf8: line[$0]) } != nil && id != nil
                    case .stream:
                        text.map { stream = StreamName.isValid(line[$0]) ? $0 : nil } != nil && stream != nil
                    case .type: text.map { EventType.isValid(line[$0]) } ?? false
                    case .actor: text != nil
                    case .data: line[value.lowerBound] == UInt8(ascii: "{")
                    case .at: Self.integer(line, value) != nil
                    case .v: Self.integer(line, value).map { version = $0 } != nil
                    case .cause:
                        text.map { EventID(utf8: line[$0]) != nil }
                            ?? (line[value.lowerBound] == UInt8(ascii: "n"))
                    default: Self.hasAttachments(line, value)
                    }
                if isValid && !valid.contains(member) { valid.insert(member) } else { invalid.insert(member) }
            }
        } catch { throw .notJSON(error) }
        if let version, version > Event.version { throw .newerVersion(version) }
        guard let id, let stream, valid.isSuperset(of: .required), invalid.isEmpty else {
            throw .member(Members.required.subtracting(valid).union(invalid).name)
        }
        (self.id, self.stream) = (id, stream)
    }

    /// The place of a string's characters, given the place of the string with its quotes.
    private static func text(_ line: UnsafeBufferPointer<UInt8>, _ value: Range<Int>) -> Range<Int>? {
        guard line[value.lowerBound] == UInt8(ascii: "\"") else { return nil }
        return value.lowerBound + 1..<value.upperBound - 1
    }

    private static func hasAttachments(_ line: UnsafeBufferPointer<UInt8>, _ value: Range<Int>) -> Bool {
        (try? Event.attachments(try JSON(parsing: line[value]))) != nil
    }

    private static func integer(_ line: UnsafeBufferPointer<UInt8>, _ value: Range<Int>) -> Int64? {
        Int64(String(decoding: line[value], as: UTF8.self))
    }
}

/// The members that every event has.
private struct Members: OptionSet {
    let rawValue: UInt16

    static let actor = Members(rawValue: 1)
    static let at = Members(rawValue: 2)
    static let cause = Members(rawValue: 4)
    static let data = Members(rawValue: 8)
    static let id = Members(rawValue: 16)
    static let stream = Members(rawValue: 32)
    static let type = Members(rawValue: 64)
    static let v = Members(rawValue: 128)
    static let attachments = Members(rawValue: 256)
    static let required = Members(rawValue: 255)

    private static let table: [(name: [UInt8], member: Members)] = [
        ("actor", actor), ("at", at), ("cause", cause), ("data", data), ("id", id), ("stream", stream),
        ("type", type), ("v", v), ("attachments", attachments),
    ].map { (Array($0.0.utf8), $0.1) }

    static func named(_ key: Slice<UnsafeBufferPointer<UInt8>>) -> Members? {
        table.first { $0.name.count == key.count && key.elementsEqual($0.name) }?.member
    }

    /// The name of the first member in this set.
    var name: String {
        Self.table.first { contains($0.member) }.map { String(decoding: $0.name, as: UTF8.self) } ?? ""
    }
}
