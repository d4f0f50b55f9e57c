import Engine
import Git
import Platform
import Workflow

/// Finds the workflows that runs perform: what is committed or built in, and files that are named.
struct RunLibrary: Sendable {
    /// What is committed at the run's base or built in, by name.
    private let sources: [WorkflowSource]
    private let catalogue: Catalogue

    /// The library of a repository.
    ///
    /// - Parameters:
    ///   - repository: where workflows are committed.
    ///   - commit: in which they are looked for; nil for `HEAD`.
    ///   - maximumSteps: how many steps a workflow may have.
    init(
        _ repository: borrowing Repository, at commit: ObjectID? = nil, maximumSteps: Int = 50
    ) throws(Failure) {
        do {
            let commit = try commit ?? repository.head().id
            sources = try Workflows.library.workflows(at: commit, in: repository)
        } catch let error as GitError {
            throw Failure(error)
        } catch let error as WorkflowLibraryError {
            throw Failure(error)
        } catch { preconditionFailure("no other error is thrown: \(error)") }
        catalogue = Workflows.catalogue(of: sources, maximumSteps: maximumSteps)
    }

    /// The workflow that a step of another one names.
    func find(_ name: String) throws(RunRefusal) -> RunnableWorkflow {
        do throws(Failure) { return try open(name) { _ in } } catch {
            throw RunRefusal(error.message, hints: error.hints)
        }
    }

    /// The workflow that somebody has named on the command line; its diagnostics go to `report`.
    func open(_ name: String, _ report: (String) -> Void) throws(Failure) -> RunnableWorkflow {
        let source: WorkflowSource
        do throws(WorkflowLibraryError) {
            if WorkflowLibrary.isPath(name) {
                source = try Workflows.library.file(name)
            } else if let found = sources.first(where: { $0.name == name }) {
                source = found
            } else {
                throw .unknown(name, known: sources.map(\.name))
            }
        } catch { throw Failure(error) }
        let (definition, diagnostics) = Definition.read(source.text, name: source.name, catalogue: catalogue)
        let printer = DiagnosticText(path: source.place, text: source.text)
        for diagnostic in diagnostics { report(printer.text(of: diagnostic)) }
        guard let definition else {
            throw Failure(
                .input, "cannot use workflow '\(printable(name))'",
                hints: ["'git autowrk workflow check \(printable(name))' says so, too"])
        }
        return RunnableWorkflow(definition, text: source.text)
    }
}
