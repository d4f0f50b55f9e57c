import Glibc

/// Where a command's program lies.
public enum ProgramLookup {
    /// The file that `name` stands for: `name` itself when it has a slash, else the first executable
    /// file of that name in the folders of `searchPath`.
    ///
    /// Relative and empty entries are passed over. They would mean "whatever folder we are in", and
    /// that may hold a stranger's `git`.
    public static func find(_ name: String, in searchPath: String?) throws(SystemError) -> String {
        if name.utf8.contains(UInt8(ascii: "/")) { return name }
        var code = ENOENT
        for folder in (searchPath ?? "").split(separator: ":") where folder.first == "/" && !name.isEmpty {
            let candidate = "\(folder)/\(name)"
            guard let status = try? Files.status(of: candidate), status.isRegular else { continue }
            if access(candidate, X_OK) == 0 { return candidate }
            // As execvp(3): a program that may not be run is a better answer than none.
            code = EACCES
        }
        throw SystemError(code: code, operation: "start", path: name)
    }
}
