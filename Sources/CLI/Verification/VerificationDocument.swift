import Domain
import Git
import JSON
import Verification

/// A verification as JSON.
enum VerificationDocument {
    static func document(of verification: Verification) -> JSON.Object {
        let verdict = verification.verdict
        let performed = Set(verification.performed.map(\.name))
        var document: JSON.Object = [
            "tree": .string(verification.tree.hex),
            "passed": .bool(verdict.isPassed && !verification.wasStopped),
            "unfinished": .array(verdict.unfinished.map { .string($0) }),
            "review": .bool(verdict.needsReview),
            "checks": .array(verdict.checks.map { check($0, isKnown: !performed.contains($0.name)) }),
        ]
        document["commit"] = verification.commit.map { .string($0.hex) }
        return document
    }

    private static func check(_ result: CheckResult, isKnown: Bool) -> JSON {
        var document = result.document
        // What was skipped on the way was not known before.
        document["known"] = .bool(isKnown && result.isSettled)
        return .object(document)
    }

    /// A check that a verification would perform.
    static func check(_ check: CheckDefinition) -> JSON {
        var document: JSON.Object = [
            "name": .string(check.name), "kind": .string(check.kind.rawValue),
            "command": .string(check.command), "critical": .bool(check.isCritical),
            "timeout": .integer(check.timeLimit), "toolchain": .array(check.tools.map { .string($0.name) }),
        ]
        if !check.folder.isEmpty { document["working_directory"] = .string(check.folder) }
        if !check.paths.isEmpty { document["paths"] = .array(check.paths.map { .string($0) }) }
        return .object(document)
    }
}
