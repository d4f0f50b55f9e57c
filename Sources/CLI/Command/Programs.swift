import Glibc
import Platform

/// The programs that a search path leads to.
enum Programs {
    /// The file that a name stands for, which this user may run; nil where there is none.
    ///
    /// Relative folders of the path are passed over: they lead somewhere else in each folder.
    static func path(of name: String, in environment: [String: String]) -> String? {
        guard !name.isEmpty, !name.utf8.contains(UInt8(ascii: "/")) else { return nil }
        for folder in (environment["PATH"] ?? "").split(separator: ":") where folder.first == "/" {
            let file = "\(folder)/\(name)"
            if let status = try? Files.status(of: file), status.isRegular, access(file, X_OK) == 0 {
                return file
            }
        }
        return nil
    }
}
