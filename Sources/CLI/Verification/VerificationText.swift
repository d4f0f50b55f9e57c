import Engine
import Platform
import Verification
import Workflow

extension Failure {
    /// What keeps a tree from being verified, in words; diagnostics are printed before.
    init(_ error: VerificationError) {
        switch error {
        case .table(let name, _, let diagnostics):
            self.init(.system, "the table '\(name)' can't be read: \(diagnostics.first?.message ?? "")")
        case .configuration(let path, let text, let diagnostics):
            let writer = DiagnosticText(path: path, text: text)
            for diagnostic in diagnostics {
                let lines = writer.text(of: diagnostic).split(separator: "\n").map { harmless(String($0)) }
                StandardError.write(lines.joined(separator: "\n") + "\n\n")
            }
            self.init(
                .input, "'\(path)' has \(counted(diagnostics.count, "error"))",
                hints: ["it counts as it is committed: commit what you change there"])
        case .unknownCheck(let name, let known):
            self.init(
                .usage, "there is no check '\(printable(name))'",
                hints: known.isEmpty ? [] : ["there are: \(known.joined(separator: ", "))"])
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
