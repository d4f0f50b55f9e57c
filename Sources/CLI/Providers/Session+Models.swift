import AI
import Git
import Journal
import Platform
import Templates

extension Session {
    /// What asking models takes, as the user has configured it; in a repository or not.
    func openModels() throws(Failure) -> ModelService {
        let journal: Journal
        do throws(Failure) { journal = try openJournal() } catch {
            return try ModelService(
                try gitConfiguration(), environment: environment, models: try Self.catalogue([]), time: time)
        }
        return try openModels(of: journal.repository)
    }

    /// What asking models takes, in a repository that is open.
    func openModels(of repository: borrowing Repository) throws(Failure) -> ModelService {
        try ModelService(
            try configuration(of: repository), environment: environment,
            models: try Self.catalogue(try Self.modelFiles(of: repository)), time: time)
    }

    static func catalogue(_ overrides: [ModelCatalogue.Layer]) throws(Failure) -> ModelCatalogue {
        do throws(CatalogueError) {
            return try ModelCatalogue(
                [ModelCatalogue.Layer(name: "models.yml", bytes: Templates.models, namesServers: true)]
                    + overrides)
        } catch { throw Failure(.repository, "cannot read \(error)") }
    }

    /// `.autowrk/models.yml` of the commit that is checked out.
    static func modelFiles(
        of repository: borrowing Repository
    ) throws(Failure) -> [ModelCatalogue.Layer] {
        let path = ".autowrk/models.yml"
        do throws(GitError) {
            guard let head = try repository.head().id,
                let entry = try repository.entry(at: path, in: head), entry.mode == .file
            else { return [] }
            return [
                ModelCatalogue.Layer(name: path, bytes: try repository.blob(entry.id), namesServers: false)
            ]
        } catch { throw Failure(error) }
    }
}
