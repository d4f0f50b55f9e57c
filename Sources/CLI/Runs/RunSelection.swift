import Workflow

/// Which runs are asked for.
struct RunSelection {
    /// Nil for all.
    var statuses: Set<String>?
    var workflow: String?
    /// How many at the most; runs that are not over do not count.
    var limit: Int

    static let interrupted = "interrupted"
    private static let usualLimit = 30

    init(_ arguments: Arguments) throws(Failure) {
        workflow = arguments.value("--workflow")
        if arguments.has("--all"), arguments.has("--max-count") {
            throw Failure(.usage, "option '--all' can't go with '--max-count'")
        }
        limit = arguments.has("--all") ? .max : try arguments.count("--max-count") ?? Self.usualLimit
        guard arguments.has("--status") else { return }
        let known = RunStatus.allCases.map(\.rawValue) + [Self.interrupted]
        statuses = []
        for name in arguments.values("--status") {
            guard known.contains(name) else {
                let near = Spelling.hint(for: name, among: known)
                throw Failure(
                    .usage, "there is no status '\(printable(name))'",
                    hints: [near ?? "it is one of \(known.joined(separator: ", "))"])
            }
            statuses?.insert(name)
        }
    }
}
