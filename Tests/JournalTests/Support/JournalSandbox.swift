import Git
import JSON
import Journal
import Platform
import TestSupport

/// A repository in a sandbox, and short ways to append to its journal and to read it.
struct JournalSandbox {
    let sandbox: Sandbox
    let path: String

    static let identity = Identity(name: "Test Person", email: "test@example.com")
    /// When every event is recorded unless a test says otherwise.
    static let now = Timestamp(milliseconds: 1_795_234_442_024)

    init(_ name: String = "repository", in sandbox: Sandbox? = nil) throws {
        let sandbox = try sandbox ?? Sandbox()
        self.sandbox = sandbox
        path = try sandbox.repository(name)
    }

    /// The journal as a process of its own would open it.
    func journal(at time: Timestamp = now) throws -> Journal {
        Journal(
            in: try Repository(discovering: path, useEnvironment: false), time: .fixed(time), trace: .off)
    }

    static func draft(
        _ stream: String, _ type: String = "noted", _ data: JSON.Object = [:], attachments: [Attachment] = []
    ) throws -> EventDraft {
        guard let stream = StreamName(stream), let type = EventType(type) else {
            throw SystemError(code: 22, operation: "name a stream")
        }
        return EventDraft(
            stream: stream, type: type, actor: "person/test@example.com", data: data, attachments: attachments
        )
    }
}
