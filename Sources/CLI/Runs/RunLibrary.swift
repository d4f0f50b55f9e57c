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
        do throws(WorkflowLibraryError) {
            let commit = if let commit { commit } else { try Workflows.head(of: repository) }
            sources = try Workflows.library.workflows(at: commit, in: repository)
            drafts = try Workflows.library.workflows(
                at: nil, in: repository, workingDirectory: repository.workingDirectory
            ).filter { if case .workingDirectory = $0.origin { true } else { false } }
        } catch { throw Failure(error) }
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
        let source = try source(of: name)
        do throws(Failure) {
            return try read(source.text, as: source.name, at: source.place, report)
        } catch {
            throw Failure(
                error.kind, "cannot use workflow '\(printable(name))'",
                hints: ["'git autowrk workflow check \(printable(name))' says so, too"])
        }
    }

    /// A text as it can be performed; its diagnostics go to `report`.
    ///
    /// - Parameters:
    ///   - text: of a workflow.
    ///   - name: what the workflow is called when the text does not say.
    ///   - place: how the text is called in diagnostics.
    ///   - report: gets them, one by one.
    func read(
        _ text: [UInt8], as name: String, at place: String, _ report: (String) -> Void
    ) throws(Failure) -> RunnableWorkflow {
        let (definition, diagnostics) = Definition.read(text, name: name, catalogue: catalogue)
        let printer = DiagnosticText(path: place, text: text)
        for diagnostic in diagnostics { report(printer.text(of: diagnostic)) }
        guard let definition else {
            throw Failure(.input, "cannot use workflow '\(printable(name))'")
        }
        return RunnableWorkflow(definition, text: text)
    }

    private func source(of name: String) throws(Failure) -> WorkflowSource {
        if WorkflowLibrary.isPath(name) {
            do throws(WorkflowLibraryError) { return try Workflows.library.file(name) } catch {
                throw Failure(error)
            }
        }
        if let found = sources.first(where: { $0.name == name }) { return found }
        if let draft = drafts.first(where: { $0.name == name }) {
            throw Failure(
                .usage, "workflow '\(name)' is not committed, and a run performs what is committed",
                hints: ["commit '\(draft.place)', or name the file: git autowrk run \(draft.place)"])
        }
        throw Failure(.unknown(name, known: sources.map(\.name)))
    }

    /// The file in the working directory that says something else about a workflow than what is committed.
    func differingDraft(of name: String) -> String? {
        guard !WorkflowLibrary.isPath(name), let source = sources.first(where: { $0.name == name }),
            let draft = drafts.first(where: { $0.name == name }), draft.text != source.text
        else { return nil }
        return draft.place
    }
}
