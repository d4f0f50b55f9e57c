import Engine
import Platform
import Verification
import Workflow

extension Failure {
    /// What keeps a tree from being verified, in words; diagnostics are printed before.
    init(_ error: VerificationError) {
        let (message, hints) = (error.message, error.hints)
        switch error {
        case .table: self.init(.system, message, hints: hints)
        case .configuration(let path, let text, let diagnostics):
            let writer = DiagnosticText(path: path, text: text)
            for diagnostic in diagnostics {
                let lines = writer.text(of: diagnostic).split(separator: "\n").map { harmless(String($0)) }
                StandardError.write(lines.joined(separator: "\n") + "\n\n")
            }
            self.init(.input, message, hints: hints)
        case .unknownCheck: self.init(.usage, message, hints: hints)
        case .refused: self.init(.input, message, hints: hints)
        case .failure: self.init(.repository, message, hints: hints)
        case .engine(let error): self.init(error)
        }
    }

    /// Nothing says how the tree is checked.
    static let noChecks = Failure(
        .repository, "no checks were found: nothing in this tree says how it is built or tested",
        hints: [
            "say it in '\(VerifyFile.path)', and commit that:", "  checks:", "    - name: test",
            "      kind: test", "      command: make test",
        ])
}
