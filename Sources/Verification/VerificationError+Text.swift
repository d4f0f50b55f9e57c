import Engine
import Workflow
import YAML

extension VerificationError {
    /// What keeps a tree from being verified, as commands and steps say it.
    public var message: String {
        switch self {
        case .table(let name, _, let diagnostics):
            "the table '\(name)' can't be read: \(diagnostics.first?.message ?? "")"
        case .configuration(let path, _, let diagnostics):
            "cannot use '\(path)'"
                + (diagnostics.first.map { ": line \($0.start.line): \($0.message)" } ?? "")
                + (diagnostics.count > 1 ? ", and \(diagnostics.count - 1) more" : "")
        case .unknownCheck(let name, _): "there is no check '\(name)'"
        case .refused(let name, let reason): "check '\(name)' may not be run: \(reason)"
        case .failure(let failure): failure.message
        case .engine(let error): StepFailure(wrapping: error).message
        }
    }

    /// What may help, one line each.
    public var hints: [String] {
        switch self {
        case .configuration: ["it counts as it is committed: commit what you change there"]
        case .unknownCheck(_, let known) where !known.isEmpty:
            ["there are: \(known.joined(separator: ", "))"]
        case .table, .unknownCheck, .refused, .failure, .engine: []
        }
    }
}
