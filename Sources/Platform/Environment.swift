import CPlatform

/// The environment variables that this process was started with.
public enum Environment {
    /// All variables by name; of a name that occurs twice the first counts, as for `getenv(3)`.
    ///
    /// Only the edge calls this and hands the dictionary down. Names and values that are not UTF-8
    /// are repaired with U+FFFD.
    public static func current() -> [String: String] {
        var variables: [String: String] = [:]
        guard var entry = autowrk_environment() else { return variables }
        while let text = entry.pointee {
            let assignment = String(cString: text)
            if let equals = assignment.firstIndex(of: "=") {
                let name = String(assignment[..<equals])
                let value = String(assignment[assignment.index(after: equals)...])
                if variables[name] == nil { variables[name] = value }
            }
            entry += 1
        }
        return variables
    }

    /// The words that this process was started with, without its own name; nil when one of them is not
    /// UTF-8. `CommandLine.arguments` would repair it with U+FFFD, and nobody would notice.
    public static func arguments() -> [String]? {
        var words: [String] = []
        for index in 1..<max(Int(CommandLine.argc), 1) {
            guard let word = CommandLine.unsafeArgv[index] else { break }
            guard let text = String(validatingCString: word) else { return nil }
            words.append(text)
        }
        return words
    }

    /// The file that this process runs (`/proc/self/exe`, proc(5)); nil where `/proc` is not mounted.
    public static var programPath: String? { try? Files.realPath("/proc/self/exe") }
}
