import Context
import Git
import JSON

/// Files that matter as a JSON document.
enum ContextDocument {
    static func members(of found: FoundContext) -> JSON.Object {
        [
            "base": .string(found.base.hex), "tokens": .integer(Int64(found.result.tokens)),
            "searched": .integer(Int64(found.result.fileCount)),
            "files": .array(found.result.files.map { .object(file($0)) }),
        ]
    }

    private static func file(_ file: RankedFile) -> JSON.Object {
        [
            "path": .string(file.path), "kind": .string(file.kind.name), "score": .number(file.score),
            "tokens": .integer(Int64(file.tokens)), "reasons": .array(file.reasons.map { .string($0) }),
            "excerpts": .array(
                file.excerpts.map { excerpt in
                    [
                        "from": .integer(Int64(excerpt.lines.lowerBound)),
                        "to": .integer(Int64(excerpt.lines.upperBound)),
                        "tokens": .integer(Int64(excerpt.tokens)), "text": .string(excerpt.text),
                        "whole": .bool(excerpt.isWhole),
                    ]
                }),
        ]
    }
}
