import Engine
import Git
import Platform
import Workflow

/// Finds workflows by name or file. (Until the library of workflows is there: files only.)
struct Workflows: Sendable {
    init(_ repository: borrowing Repository, _ session: borrowing Session) throws(Failure) {}

    /// The workflow that a step of another one names.
    func find(_ name: String) throws(RunRefusal) -> RunnableWorkflow {
        do throws(Failure) { return try open(name) { _ in } } catch {
            throw RunRefusal(error.message, hints: error.hints)
        }
    }

    /// The workflow that somebody has named on the command line; its diagnostics go to `report`.
    func open(_ name: String, _ report: (String) -> Void) throws(Failure) -> RunnableWorkflow {
        let path = name.hasSuffix(".yml") ? name : ".autowrk/workflows/\(name).yml"
        let text: [UInt8]
        do throws(SystemError) { text = try Files.read(path) } catch { throw Failure(error) }
        let file = path.split(separator: "/").last ?? "workflow"
        let (definition, diagnostics) = Definition.read(
            text, name: String(file.split(separator: ".").first ?? file),
            catalogue: Catalogue(actions: ActionTable.signatures))
        let printer = DiagnosticText(path: path, text: text)
        for diagnostic in diagnostics { report(printer.text(of: diagnostic)) }
        guard let definition else { throw Failure(.input, "cannot use workflow '\(printable(name))'") }
        return RunnableWorkflow(definition, text: text)
    }
}
