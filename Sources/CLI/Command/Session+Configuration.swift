import Engine
import Git
import Platform

extension Session {
    /// Variables that change what Git takes for its configuration (git(1), git-config(1)), among them what
    /// `git -c` hands on. libgit2 knows none of them.
    private static let variables = [
        "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM",
    ]

    /// Whether `/etc/gitconfig` counts.
    var readsSystemConfiguration: Bool {
        !["1", "true", "yes", "on"].contains(environment["GIT_CONFIG_NOSYSTEM", default: ""].lowercased())
    }

    /// The configuration of a repository as `git` would have it here.
    func configuration(of repository: borrowing Repository) throws(Failure) -> Configuration {
        if Self.variables.contains(where: { environment[$0] != nil }) { return try gitConfiguration() }
        do { return try repository.configuration() } catch { throw Failure(error) }
    }

    /// What Git itself lists.
    func gitConfiguration() throws(Failure) -> Configuration {
        let outcome: ChildOutcome
        do {
            let secrets = Secrets(environment: environment).names
            let variables = environment.filter { !secrets.contains($0.key) }
            outcome = try ChildCommand(["git", "config", "--null", "--list"], environment: variables).run()
        } catch { throw Failure(error) }
        // Entries end with NUL; key and value are parted by the first line feed.
        let pairs = outcome.outputText.split(separator: "\0").map { entry in
            let parts = entry.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            return (key: String(parts[0]), value: parts.count == 2 ? String(parts[1]) : "true")
        }
        return Configuration(pairs)
    }
}
