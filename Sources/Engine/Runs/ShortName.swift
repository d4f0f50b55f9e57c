/// The beginnings of names that are drawn by lot, as people type them.
public enum ShortName {
    /// Shorter ones are unique by chance only, and not for long.
    public static let shortest = 4

    /// The shortest beginning of a name that no other one has.
    ///
    /// - Parameters:
    ///   - name: the whole name.
    ///   - count: how many names begin with a text.
    public static func of<E>(_ name: String, _ count: (String) throws(E) -> Int) throws(E) -> String {
        for length in shortest..<max(name.count, shortest) {
            let prefix = String(name.prefix(length))
            if try count(prefix) <= 1 { return prefix }
        }
        return name
    }
}
