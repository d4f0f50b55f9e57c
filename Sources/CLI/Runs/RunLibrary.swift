import Engine
import Git
import Platform
import Workflow

/// Finds the workflows that runs perform: what is committed or built in, and files that are named.
struct RunLibrary: Sendable {
    /// What is committed at the run's base or built in, by name.
    private let sources: [WorkflowSource]
    private let catalogue: Catalogue
    /// What lies in the working directory, by name.
    private let drafts: [WorkflowSource]

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
            drafts = try Workflows.library.workflows(
                at: nil, in: repository, workingDirectory: repository.workingDirectory
            ).filter { if case .workingDirectory = $0.origin { true } else { false } }
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
        do {
            if WorkflowLibrary.isPath(name) {
                source = try Workflows.library.file(name)
            } else if let found = sources.first(where: { $0.name == name }) {
                source = found
            } else if let draft = drafts.first(where: { $0.name == name }) {
                throw Failure(
                    .usage, "workflow '\(name)' is not committed, and a run performs what is committed",
                    hints: ["commit '\(draft.place)', or name the file: git autowrk run \(draft.place)"])
            } else {
                throw WorkflowLibraryError.unknown(name, known: sources.map(\.name))
            }
        } catch let error as WorkflowLibraryError {
            throw Failure(error)
        } catch let failure as Failure {
            throw failure
        } catch { preconditionFailure("no other error is thrown: \(error)") }
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

    /// The file in the working directory that says something else about a workflow than what is committed.
    func differingDraft(of name: String) -> String? {
        guard !WorkflowLibrary.isPath(name), let source = sources.first(where: { $0.name == name }),
            let draft = drafts.first(where: { $0.name == name }), draft.text != source.text
        else { return nil }
        return draft.place
    }
}
