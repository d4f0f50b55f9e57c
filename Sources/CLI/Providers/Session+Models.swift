import AI
import Git
import Journal
import Platform
import Templates

extension Session {
    /// What asking models takes, as the user has configured it; in a repository or not.
    func openModels() throws(Failure) -> ModelService {
        guard let journal = try openJournalIfAny() else {
            return try ModelService(
                try gitConfiguration(), environment: environment, models: try Self.catalogue(userModels()),
                time: time, repository: nil)
        }
        return try openModels(of: journal.repository)
    }

    /// What asking models takes, in a repository that is open.
    func openModels(of repository: borrowing Repository) throws(Failure) -> ModelService {
        try ModelService(
            try configuration(of: repository), environment: environment,
            models: try Self.catalogue(try modelFiles(of: repository)), time: time,
            repository: repository.commonDirectory)
    }

    static func catalogue(_ overrides: [ModelCatalogue.Layer]) throws(Failure) -> ModelCatalogue {
        do throws(CatalogueError) {
            return try ModelCatalogue(
                [ModelCatalogue.Layer(name: "models.yml", bytes: Templates.models, namesServers: true)]
                    + overrides)
        } catch { throw Failure(.repository, "cannot read \(error)", hints: error.hints) }
    }

    /// What the user and the repository, in the commit that is checked out, say of models.
    func modelFiles(of repository: borrowing Repository) throws(Failure) -> [ModelCatalogue.Layer] {
        let path = ".autowrk/models.yml"
        let own = try userModels()
        do throws(GitError) {
            guard let head = try repository.head().id,
                let entry = try repository.entry(at: path, in: head), entry.mode == .file
            else { return own }
            return own + [
                ModelCatalogue.Layer(name: path, bytes: try repository.blob(entry.id), namesServers: false)
            ]
        } catch { throw Failure(error) }
    }

    /// The user's own file; nothing where there is none.
    private func userModels() throws(Failure) -> [ModelCatalogue.Layer] {
        guard let folder = UserFolders(environment: environment).configuration else { return [] }
        let path = folder + "/models.yml"
        guard Files.exists(path) else { return [] }
        let bytes = try NamedText.read(path, atMost: 1 << 20, "'\(printable(path))'")
        return [ModelCatalogue.Layer(name: path, bytes: bytes, namesServers: true)]
    }
}
