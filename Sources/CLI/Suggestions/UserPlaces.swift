import Platform

/// Where the user is in the repository, and what their paths mean there.
struct UserPlaces: Sendable {
    /// The folder below the top that the user is in, with a slash at its end; empty at the top.
    let folder: String
    private let here: String?
    /// Of the commit, from the top.
    private let files: Set<String>

    /// - Parameters:
    ///   - here: the top of the user's working directory; nil in a bare repository.
    ///   - files: the paths of the commit that runs start from.
    init(here: String?, files: Set<String>) {
        (self.here, self.files) = (here, files)
        if let here, let top = try? Files.realPath(here), let current = try? Files.workingDirectory(),
            current.hasPrefix(top + "/")
        {
            folder = current.dropFirst(top.count + 1) + "/"
        } else {
            folder = ""
        }
    }

    /// A path of the user's as commands need it, which start at the top; one that is there only from the top is
    /// meant so.
    func fromTop(_ path: String) -> String {
        if let here, path.hasPrefix(here + "/") { return String(path.dropFirst(here.count + 1)) }
        guard !path.hasPrefix("/") else { return path }
        var parts: [Substring] = []
        for part in (folder + path).split(separator: "/") where part != "." {
            guard part == ".." else {
                parts.append(part)
                continue
            }
            // It leads out of the repository, which Git says better.
            guard parts.popLast() != nil else { return path }
        }
        let joined = parts.isEmpty ? "." : parts.joined(separator: "/")
        return !isThere(top: joined) && isThere(top: path) ? path : joined
    }

    /// Whether there is a file or folder of this name for the user.
    func isThere(_ word: String) -> Bool { isThere(top: fromTop(word)) }

    private func isThere(top path: String) -> Bool {
        files.contains(path) || here.map { Files.exists("\($0)/\(path)") } ?? false
    }
}
