/// What was said on the command line of `suggest`.
struct SuggestWishes {
    /// Empty where a suggestion that was made before is named.
    let task: String
    let made: String?
    let provider: String?
    /// From 1.
    let alternative: Int
    /// By name.
    let given: [String: String]
    let compares: Bool
    let isOffline: Bool
    let edits: Bool
    let isRun: Bool
    let isDry: Bool

    private static let longestTask = 4000
    private static let exclusive = [
        ["--dry-run", "--yes"], ["--dry-run", "--edit"], ["--compare", "--provider", "--offline", "--made"],
    ]

    init(_ arguments: Arguments) throws(Failure) {
        for group in Self.exclusive {
            let given = group.filter { arguments.has($0) }
            if given.count > 1 {
                throw Failure(.usage, "'\(given[0])' and '\(given[1])' exclude each other")
            }
        }
        made = arguments.value("--made")
        task = arguments.operands.first ?? ""
        if made == nil {
            guard task.contains(where: { !$0.isWhitespace }) else {
                throw Failure(
                    .usage, "'suggest' needs a task", hints: ["git autowrk suggest 'undo the last commit'"])
            }
        } else if !task.isEmpty {
            throw Failure(.usage, "a suggestion that was made has its task: leave one of them out")
        }
        guard task.utf8.count <= Self.longestTask else {
            throw Failure(
                .usage, "the task has more than \(Self.longestTask) bytes",
                hints: ["'git autowrk run issue-to-pr --issue <file>' is for what takes more words"])
        }
        provider = arguments.value("--provider")
        alternative = try arguments.count("--alternative", minimum: 1) ?? 1
        var given: [String: String] = [:]
        for text in arguments.values("--input") {
            guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
                throw Failure(.usage, "'\(printable(text))' is not of the form <name>=<value>")
            }
            given[String(text[..<equals])] = String(text[text.index(after: equals)...])
        }
        self.given = given
        (compares, isOffline) = (arguments.has("--compare"), arguments.has("--offline"))
        (edits, isRun) = (arguments.has("--edit"), arguments.has("--yes"))
        isDry = arguments.has("--dry-run")
    }
}
