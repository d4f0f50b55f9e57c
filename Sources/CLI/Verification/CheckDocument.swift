import Domain
import JSON

extension CheckResult {
    /// The result as JSON documents have it, schema 1; what is not known is null.
    var document: JSON.Object {
        [
            "name": .string(name), "kind": .string(kind.rawValue), "command": .string(command),
            "key": .string(key), "critical": .bool(isCritical), "status": .string(status.rawValue),
            "milliseconds": .integer(milliseconds), "text": .string(words),
            "toolchain": .object(JSON.Object(toolchain.map { ($0, .string($1)) })),
            "exit": exitStatus.map { .integer(Int64($0)) } ?? .null, "counts": counts?.json ?? .null,
            "reason": text(reason), "stand_in": text(standIn), "no_tests": .bool(foundNoTests),
            "excerpt": text(excerpt), "output": text(output),
        ]
    }

    private func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
}
