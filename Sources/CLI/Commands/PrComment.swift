import Domain
import Engine
import Journal

extension Subcommand {
    static let prComment = Subcommand(
        path: ["pr", "comment"], summary: "comment on a local pull request, or on a line of it",
        operands: "[<pr>]", operandCount: 0...1,
        options: [
            Option(name: "--message", short: "-m", value: "<text>", help: "what is to be said"),
            Option(name: "--file", value: "<path>", help: "the file that it is about"),
            Option(name: "--line", value: "<n>", help: "the line of the file"),
            .json,
        ],
        discussion: [
            """
            File and line are those of the branch as it stands. When the branch moves on, the comment follows \
            its line, or is marked as outdated when the line is changed.
            """
        ]
    ) { (session, arguments) throws(Failure) in
        guard let text = arguments.value("--message") else {
            throw Failure(
                .usage, "'pr comment' needs '--message'",
                hints: ["usage: git autowrk pr comment -m <text> [<pr>]"])
        }
        let line = try arguments.count("--line", minimum: 1)
        if line != nil, !arguments.has("--file") {
            throw Failure(.usage, "option '--line' goes with '--file'")
        }
        return try session.change(arguments, "commented on", saying: ["the comment": text]) {
            (changes, id, journal) throws(PullRequestError) in
            try changes.comment(text, path: arguments.value("--file"), line: line, on: id, in: &journal)
        }
    }
}
