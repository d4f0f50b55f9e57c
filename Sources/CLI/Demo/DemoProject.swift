import Platform
import Templates

/// The project that the demonstration works on, in a folder of its own: `ledger` is the repository, and beside
/// it are the issue, the agent, and a home of its own.
struct DemoProject {
    /// The folder of all of it.
    let folder: String

    /// The repository.
    var repository: String { folder + "/ledger" }

    /// Writes the project's files.
    ///
    /// - Parameter folder: is made when it is missing.
    /// - Throws: when something is in the way.
    init(in folder: String) throws(SystemError) {
        self.folder = folder
        for (path, content) in Templates.demoFiles {
            let file = "\(folder)/\(path)"
            try Files.createDirectories(above: file)
            try Files.writeAtomically(content, to: file, durable: false)
        }
        try Files.createDirectories(folder + "/home")
    }

    /// The variables of the commands: the user's own configuration has no part in it, and `git autowrk` is this
    /// program.
    ///
    /// - Parameters:
    ///   - environment: of this process.
    ///   - program: the path of this program.
    func environment(_ environment: [String: String], program: String) throws(SystemError) -> [String: String]
    {
        let programs = folder + "/bin"
        try Files.createDirectories(programs)
        try Files.writeAtomically(
            Array("#!/bin/sh\nexec '\(program.replacing("'", with: "'\\''"))' \"$@\"\n".utf8),
            to: programs + "/git-autowrk", durable: false, permissions: 0o777)
        var own = environment.filter { !$0.key.hasPrefix("GIT_") && !$0.key.hasPrefix("AUTOWRK_") }
        own["PATH"] = programs + ":" + (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin")
        own["HOME"] = folder + "/home"
        own["XDG_CONFIG_HOME"] = folder + "/home/.config"
        own["XDG_CACHE_HOME"] = folder + "/home/.cache"
        own["GIT_CONFIG_NOSYSTEM"] = "1"
        own["GIT_PAGER"] = "cat"
        for role in ["AUTHOR", "COMMITTER"] {
            own["GIT_\(role)_NAME"] = "Ada"
            own["GIT_\(role)_EMAIL"] = "ada@example.org"
        }
        return own
    }
}
