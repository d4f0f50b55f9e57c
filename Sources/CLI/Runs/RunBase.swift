import Git

/// The commit that a run starts from.
enum RunBase {
    static func commit(
        _ revision: String?, in repository: borrowing Repository
    ) throws(Failure) -> ObjectID {
        if let revision {
            do { return try repository.peel(revision: revision) } catch {
                throw Failure(.usage, "'\(printable(revision))' is not a commit of this repository")
            }
        }
        let head: Head
        do { head = try repository.head() } catch { throw Failure(error) }
        guard let commit = head.id else {
            throw Failure(
                .repository, "cannot start a run: there is no commit yet",
                hints: ["a run works on a commit's tree: make the first one with 'git commit'"])
        }
        return commit
    }
}
