import Domain
import Engine
import Journal

extension Subcommand {
    static let prReview = Subcommand(
        path: ["pr", "review"], summary: "approve or reject a local pull request",
        operands: "[<pr>]", operandCount: 0...1,
        options: [
            Option(name: "--approve", help: "it may be merged"),
            Option(name: "--reject", help: "it must not be merged as it is"),
            Option(name: "--comment", help: "neither"),
            Option(name: "--message", short: "-m", value: "<text>", help: "why"),
            .json,
        ],
        discussion: [
            """
            A review is about the files as they are: it counts as long as they stay so, through a rebase, \
            too. Nothing is merged that somebody rejects.
            """
        ]
    ) { (session, arguments) throws(Failure) in
        let opinions = PullRequestReview.Opinion.allCases.filter { arguments.has("--\($0.rawValue)") }
        guard opinions.count == 1, let opinion = opinions.first else {
            throw Failure(
                .usage, "'pr review' needs one of '--approve', '--reject' and '--comment'",
                hints: ["usage: git autowrk pr review --approve [<pr>]"])
        }
        let text = arguments.value("--message") ?? ""
        if opinion != .approve, text.allSatisfy(\.isWhitespace) {
            throw Failure(.usage, "option '--\(opinion.rawValue)' needs a reason: add '--message'")
        }
        let words: [PullRequestReview.Opinion: String] = [
            .approve: "approved", .reject: "rejected", .comment: "reviewed",
        ]
        return try session.change(arguments, words[opinion] ?? "", saying: ["the review": text]) {
            (changes, id, journal) throws(PullRequestError) in
            try changes.review(opinion, text, on: id, in: &journal)
        }
    }
}
