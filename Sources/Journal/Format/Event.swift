public import Git
public import JSON
public import Platform

/// One immutable fact.
public struct Event: Equatable, Sendable {
    /// Its name and its place in the journal.
    public let id: EventID
    /// What it is about.
    public let stream: StreamName
    /// What kind of fact it is.
    public let type: EventType
    /// The wall time at which it was recorded; for display, the order is in ``id``.
    public let at: Timestamp
    /// Who caused it, as in `person/ada@example.org`, `agent/claude` or `hook/post-commit`.
    public let actor: String
    /// The event that this one follows from.
    public let cause: EventID?
    /// The files and folders that belong to it, by name: blobs and trees in the tree of its commit.
    public let attachments: [String: ObjectID]
    /// What is known about the fact; opaque to the journal.
    public let data: JSON.Object

    /// The read version that this envelope needs.
    static let version: Int64 = 1

    /// The most bytes that the canonical text of one event may have.
    public static let maximumSize = 1 << 20

    /// The event as the journal keeps it: one line of canonical JSON.
    public var line: String { json.canonical }

    /// The event as a JSON object with the members of the format.
    public var json: JSON {
        var object: JSON.Object = [
            "v": .integer(Self.version), "id": .string(id.description), "stream": .string(stream.description),
            "type": .string(type.description), "at": .integer(at.milliseconds), "actor": .string(actor),
            "cause": cause.map { .string($0.description) } ?? .null, "data": .object(data),
        ]
        if !attachments.isEmpty {
            object["attachments"] = .object(JSON.Object(attachments.map { ($0, .string($1.hex)) }))
        }
        return .object(object)
    }
}

extension Event {
    /// Reads an event from its line.
    ///
    /// - Throws: ``EventFormatError`` naming what is wrong; unknown members are no fault.
    public init(line: some Sequence<UInt8>) throws(EventFormatError) {
        let value: JSON
        do { value = try JSON(parsing: line, allowsNUL: false) } catch { throw .notJSON(error) }
        guard case .object(let object) = value else { throw .notAnObject }
        guard let version = object["v"]?.integerValue else { throw .member("v") }
        guard version <= Self.version else { throw .newerVersion(version) }
        guard let id = object["id"]?.stringValue.flatMap({ EventID($0) }) else { throw .member("id") }
        guard let stream = object["stream"]?.stringValue.flatMap({ StreamName($0) }) else {
            throw .member("stream")
        }
        guard let type = object["type"]?.stringValue.flatMap({ EventType($0) }) else { throw .member("type") }
        guard let at = object["at"]?.integerValue else { throw .member("at") }
        guard let actor = object["actor"]?.stringValue else { throw .member("actor") }
        guard let data = object["data"]?.objectValue else { throw .member("data") }
        var cause: EventID?
        switch object["cause"] {
        case .null: break
        case .string(let text):
            guard let id = EventID(text) else { throw .member("cause") }
            cause = id
        default: throw .member("cause")
        }
        self.init(
            id: id, stream: stream, type: type, at: Timestamp(milliseconds: at), actor: actor, cause: cause,
            attachments: try Self.attachments(object["attachments"]), data: data)
    }

    static func attachments(_ value: JSON?) throws(EventFormatError) -> [String: ObjectID] {
        guard let value else { return [:] }
        guard let members = value.objectValue?.members else { throw .member("attachments") }
        var attachments: [String: ObjectID] = [:]
        for (name, blob) in members {
            guard let id = blob.stringValue.flatMap({ ObjectID(hex: $0) }) else {
                throw .member("attachments")
            }
            attachments[name] = id
        }
        return attachments
    }
}

/// Why a line of a commit message is not an event of this format.
public enum EventFormatError: Error, Hashable, Sendable {
    /// Not JSON at all.
    case notJSON(JSONParseError)
    /// JSON, but not an object.
    case notAnObject
    /// A member that is missing or not of its form.
    case member(String)
    /// Written for a later read version.
    case newerVersion(Int64)
    /// No line at all: a commit without events.
    case noEvents
}

extension EventFormatError {
    /// What is wrong, in lower case, for a message.
    public var reason: String {
        switch self {
        case .notJSON(let error): "a line is not JSON: \(error)"
        case .notAnObject: "a line is not a JSON object"
        case .member(let name): "an event whose '\(name)' is missing or malformed"
        case .newerVersion(let version): "an event of format version \(version)"
        case .noEvents: "a commit without events"
        }
    }
}
