import Engine
import Git
import Journal
import Platform
import Templates
import Workflow

/// The workflows that a command can name, as the subcommands of `workflow` see them: what lies in the working
/// directory goes before what is committed, and that before what is built in.
struct Workflows {
    static let library = WorkflowLibrary(builtIns: Templates.workflows)

    /// What there is, by name.
    let sources: [WorkflowSource]
    /// What is committed at `HEAD` or built in, by name: what a run would use.
    private let committed: [WorkflowSource]
    /// How many steps a definition may have.
    private let maximumSteps: Int
    /// Whether there is a repository, so that all names are known.
    private let isComplete: Bool
    /// What leads from where the program was started to the top of the working directory, with its slash.
    private let prefix: String

    /// Looks at the repository that the program was started in; without one there is what is built in.
    init(_ session: borrowing Session) throws(Failure) {
        guard let journal = try Self.journal(session) else {
            (sources, committed) = (Self.library.builtInWorkflows, Self.library.builtInWorkflows)
            (isComplete, prefix, maximumSteps) = (false, "", Catalogue().maximumSteps)
            return
        }
        maximumSteps = try session.maximumSteps(in: journal)
        do throws(WorkflowLibraryError) {
            let head = try Self.head(of: journal.repository)
            sources = try Self.library.workflows(
                at: head, in: journal.repository, workingDirectory: journal.repository.workingDirectory)
            committed = try Self.library.workflows(at: head, in: journal.repository)
        } catch { throw Failure(error) }
        isComplete = true
        let top = journal.repository.workingDirectory ?? ""
        prefix = (try? Files.workingDirectory()) == top ? "" : "\(top)/"
    }

    /// The commit whose workflows count; nil before there is one.
    static func head(of repository: borrowing Repository) throws(WorkflowLibraryError) -> ObjectID? {
        do throws(GitError) { return try repository.head().id } catch { throw .git(error) }
    }

    private static func journal(_ session: borrowing Session) throws(Failure) -> Journal? {
        do throws(Failure) { return try session.openJournal() } catch {
            guard error.message == Failure(GitError(.notARepository, "")).message else { throw error }
            return nil
        }
    }

    /// The workflow that a word on the command line names: by its name, or by a file.
    func find(_ word: String) throws(Failure) -> WorkflowSource {
        do throws(WorkflowLibraryError) {
            if WorkflowLibrary.isPath(word) { return try Self.library.file(word) }
            if let found = sources.first(where: { $0.name == word }) { return found }
            throw .unknown(word, known: sources.map(\.name))
        } catch { throw Failure(error) }
    }

    /// Where an editor finds a text, from where the program was started.
    func path(of source: WorkflowSource) -> String {
        if case .workingDirectory(let path) = source.origin { prefix + path } else { source.place }
    }

    /// Whether a run would use another text than this one, and which.
    func difference(of source: WorkflowSource) -> String? {
        guard case .workingDirectory = source.origin else { return nil }
        guard let other = committed.first(where: { $0.name == source.name }) else { return "not committed" }
        if other.text == source.text { return nil }
        return other.origin == .builtIn
            ? "not committed: the one that is built in counts" : "changed since it was committed"
    }

    /// What definitions may refer to.
    var catalogue: Catalogue {
        isComplete
            ? Self.catalogue(of: sources, maximumSteps: maximumSteps)
            : Catalogue(actions: Actions.table.signatures, maximumSteps: maximumSteps)
    }

    /// What definitions may refer to where these are the workflows that there are.
    static func catalogue(of sources: [WorkflowSource], maximumSteps: Int) -> Catalogue {
        let known = Catalogue(actions: Actions.table.signatures, maximumSteps: maximumSteps)
        let workflows = sources.map { source in
            let (definition, _) = Definition.read(source.text, name: source.name, catalogue: known)
            return definition.map { Catalogue.Workflow(name: source.name, definition: $0) }
                ?? Catalogue.Workflow(name: source.name)
        }
        return Catalogue(actions: known.actions, workflows: workflows, maximumSteps: maximumSteps)
    }
}

extension Failure {
    init(_ error: WorkflowLibraryError) {
        switch error {
        case .git(let error): self.init(error)
        case .system(let error): self.init(.input, error.description)
        case .unknown(let name, let known):
            let near = Spelling.hint(for: name, among: known)
            self.init(
                .usage, "there is no workflow '\(printable(name))'",
                hints: [near ?? "'git autowrk workflow list' shows what there is"])
        }
    }
}
