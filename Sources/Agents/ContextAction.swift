import Context
import Domain
public import Engine
import JSON
import Workflow

extension Action {
    /// `context`: the files of the run's base that matter for an issue, with the reasons.
    public static let context = Action(
        signature: ActionSignature(
            name: "context", summary: "find the files that matter for an issue",
            inputs: [
                .init("issue", "the issue's number, or its name", isRequired: true),
                .init("limit", "how many files at the most; 20 where it is left out"),
                .init("budget", "how many tokens their excerpts may have; 16000 where it is left out"),
            ],
            outputs: ["files", "tokens"]),
        perform: { (call) throws(StepFailure) in
            let (_, issue) = try await call.issue()
            var limits = ContextLimits()
            limits.files = try count("limit", of: call) ?? limits.files
            limits.tokens = try count("budget", of: call) ?? limits.tokens
            let base = try call.base()
            let result = try await call.work { [limits] place in
                var finder = ContextFinder(indexIn: ContextFinder.folder(of: place.repository))
                do throws(ContextError) {
                    return try finder.find(
                        ContextQuery(issue), at: base, in: place.repository, limits: limits)
                } catch { throw StepFailure(.system, "cannot search for files: \(error)") }
            }
            return StepOutcome(
                result: StepResult(
                    outputs: [
                        "files": .array(result.files.map(\.json)), "tokens": .integer(Int64(result.tokens)),
                    ],
                    summary: summary(of: result.files.map(\.path))))
        },
        recovery: .repeats, compensation: .nothing)

    /// A line about the files that were found, by their paths.
    static func summary(of paths: [String]) -> String {
        let names = paths.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
        return switch paths.count {
        case 0: "Found no file that matters"
        case 1: "Found 1 file that matters: \(names)"
        default: "Found \(paths.count) files that matter, first \(names)"
        }
    }

    private static func count(_ name: String, of call: ActionCall) throws(StepFailure) -> Int? {
        guard let text = call.text(name) else { return nil }
        guard let count = Int(text), count > 0 else {
            throw StepFailure(.input, "input '\(name)' of step '\(call.step)' is '\(text)', no number")
        }
        return count
    }
}

extension RankedFile {
    /// Path, reasons and the lines that tell most.
    fileprivate var json: JSON {
        [
            "path": .string(path), "reasons": .array(reasons.map { .string($0) }),
            "lines": .array(
                excerpts.map { excerpt in
                    [.integer(Int64(excerpt.lines.lowerBound)), .integer(Int64(excerpt.lines.upperBound))]
                }),
        ]
    }
}
