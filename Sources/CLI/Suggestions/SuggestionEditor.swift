import Engine
import Git
import Platform

/// Has the user edit a workflow's text in their editor.
struct SuggestionEditor: ~Copyable {
    private let folder: PrivateFolder
    private let environment: [String: String]
    private var file: String { folder.path + "/suggestion.yml" }

    init(_ session: borrowing Session) throws(Failure) {
        environment = session.environment
        folder = try PrivateFolder(environment)
    }

    /// The text as it is once the editor has ended; nil where nothing is left of it.
    func edit(_ text: [UInt8]) throws(Failure) -> [UInt8]? {
        let bytes: [UInt8]
        do {
            try Files.writeAtomically(text, to: file, durable: false)
            let question = ChildCommand(["git", "var", "GIT_EDITOR"], environment: environment)
            let answer = try question.run()
            let editor = answer.outputText.split(separator: "\n").first.map(String.init) ?? ""
            guard answer.succeeded, !editor.isEmpty else {
                throw Failure(
                    .repository, "Git knows no editor", hints: ["git config --global core.editor <command>"])
            }
            // As Git does it: the editor is a text for a shell, the file an argument of it.
            let command = ChildCommand(
                ["sh", "-c", "\(editor) \"$@\"", editor, file], environment: environment, input: .inherit,
                output: .inherit, errorOutput: .inherit, group: .inherited)
            let outcome = try StopSignals.leavingKeysToOthers { () throws(SystemError) in try command.run() }
            guard outcome.succeeded else {
                throw Failure(.system, "the editor '\(printable(editor))' has failed: nothing is performed")
            }
            guard Files.exists(file) else { return nil }
            bytes = try Files.read(file, atMost: 1 << 20)
        } catch let error as SystemError { throw Failure(error) } catch let error as Failure {
            throw error
        } catch { preconditionFailure("no other error is thrown: \(error)") }
        return bytes.contains { $0 > 0x20 } ? bytes : nil
    }
}
