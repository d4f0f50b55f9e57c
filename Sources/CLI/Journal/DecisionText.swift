import JSON
import Journal
import Platform

/// A decision as somebody wrote it in JSON, checked but for what only the journal knows.
struct DecisionText {
    private var drafts: [EventDraft] = []
    private var lacksActor: [Bool] = []
    private var subject: String?
    private var precondition = Decision.Precondition.none

    private static let decisionKeys = ["events", "message", "expect"]
    private static let eventKeys = ["stream", "type", "data", "actor", "cause", "attach"]

    /// Reads an object that is an event, or has `events`.
    init(_ value: JSON) throws(Failure) {
        guard case .object(let object) = value else { throw Failure(.input, "a decision is a JSON object") }
        subject = try Self.text(object, "message")
        if let events = object["events"] {
            guard let events = events.arrayValue, !events.isEmpty else {
                throw Failure(.input, "'events' must be an array of objects that is not empty")
            }
            try Self.checkKeys(object, Self.decisionKeys)
            for event in events {
                guard case .object(let event) = event else {
                    throw Failure(.input, "an event is a JSON object")
                }
                try Self.checkKeys(event, Self.eventKeys)
                try add(event)
            }
        } else {
            try Self.checkKeys(object, Self.eventKeys + Self.decisionKeys)
            try add(object)
        }
        if let expected = try Self.text(object, "expect") {
            let id = EventID(expected)
            guard id != nil || expected == "none" else { throw Self.malformed("expect", expected) }
            precondition = .streamAt(drafts[0].stream, id)
        }
    }

    /// The decision, where events that name no actor get this one.
    func decision(actor: String) throws(Failure) -> Decision {
        var drafts = drafts
        for index in drafts.indices where lacksActor[index] { drafts[index].actor = actor }
        return Decision(subject: subject, events: drafts, precondition: precondition)
    }

    private mutating func add(_ object: JSON.Object) throws(Failure) {
        guard let streamText = try Self.text(object, "stream") else {
            throw Failure(.input, "an event needs 'stream'")
        }
        guard let typeText = try Self.text(object, "type") else {
            throw Failure(.input, "an event needs 'type'")
        }
        guard let stream = StreamName(streamText) else {
            throw Failure(
                .input, "'\(printable(streamText))' is not the name of a stream",
                hints: ["a kind and what it is about, as in task/8xk2; letters, digits and ._@+- are allowed"]
            )
        }
        guard let type = EventType(typeText) else {
            throw Failure(
                .input, "'\(printable(typeText))' is not the type of an event",
                hints: ["small letters, digits and underscores, as in bug_resolved"])
        }
        var cause: EventID?
        if let text = try Self.text(object, "cause") {
            guard let id = EventID(text) else { throw Self.malformed("cause", text) }
            cause = id
        }
        var data: JSON.Object = [:]
        if let value = object["data"] {
            guard case .object(let members) = value else {
                throw Failure(.input, "'data' must be a JSON object")
            }
            data = members
        }
        let actor = try Self.text(object, "actor")
        drafts.append(
            EventDraft(
                stream: stream, type: type, actor: actor ?? "", cause: cause, data: data,
                attachments: try Self.attachments(object)))
        lacksActor.append(actor == nil)
    }

    private static func attachments(_ object: JSON.Object) throws(Failure) -> [Attachment] {
        guard let value = object["attach"] else { return [] }
        guard case .object(let files) = value else {
            throw Failure(.input, "'attach' must be an object of names and files")
        }
        var attachments: [Attachment] = []
        for (name, file) in files.members {
            guard let path = file.stringValue else {
                throw Failure(.input, "'attach' must be an object of names and files")
            }
            let isFile: Bool
            do throws(SystemError) { isFile = try Files.status(of: path).isRegular } catch {
                throw Failure(.input, "cannot attach '\(path)': \(error.message)")
            }
            guard isFile else { throw Failure(.input, "cannot attach '\(path)': it is not a file") }
            attachments.append(Attachment(name: name, content: .file(path: path)))
        }
        return attachments
    }

    private static func text(_ object: JSON.Object, _ key: String) throws(Failure) -> String? {
        guard let value = object[key] else { return nil }
        guard let text = value.stringValue else { throw Failure(.input, "'\(key)' must be a string") }
        return text
    }

    private static func checkKeys(_ object: JSON.Object, _ known: [String]) throws(Failure) {
        for (key, _) in object.members where !known.contains(key) {
            let near = Spelling.hint(for: key, among: known)
            throw Failure(.input, "unknown key '\(printable(key))'", hints: near.map { [$0] } ?? [])
        }
    }

    private static func malformed(_ key: String, _ text: String) -> Failure {
        Failure(.input, "'\(key)' must be the id of an event, not '\(printable(text))'")
    }
}
