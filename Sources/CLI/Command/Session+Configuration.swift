import Git
import Platform

extension Session {
    /// The configuration of a repository with what was set for this command only: by `git -c`, which hands
    /// it on in `GIT_CONFIG_PARAMETERS`, or by `GIT_CONFIG_COUNT` (git-config(1), "Environment").
    func configuration(of repository: borrowing Repository) throws(Failure) -> Configuration {
        let files: Configuration
        do { files = try repository.configuration() } catch { throw Failure(error) }
        let isSet = ["GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT"].contains { environment[$0] != nil }
        return isSet ? files.adding(try commandConfiguration()) : files
    }

    /// Git itself knows how these variables are quoted, and libgit2 does not read them.
    private func commandConfiguration() throws(Failure) -> [(key: String, value: String)] {
        let outcome: ChildOutcome
        do {
            outcome = try ChildCommand(
                ["git", "config", "--null", "--show-scope", "--list"], environment: environment
            ).run()
        } catch { throw Failure(error) }
        // Scope and entry alternate, each ended by NUL; key and value are parted by a line feed.
        let fields = outcome.outputText.split(separator: "\0", omittingEmptySubsequences: false)
        return stride(from: 0, to: fields.count - 1, by: 2).compactMap { index in
            guard fields[index] == "command" else { return nil }
            let parts = fields[index + 1].split(
                separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), parts.count == 2 ? String(parts[1]) : "true")
        }
    }
}
