import Domain
import Engine
import Journal

extension Subcommand {
    static let prEdit = Subcommand(
        path: ["pr", "edit"], summary: "change what a local pull request says of itself, or its base",
        operands: "[<pr>]", operandCount: 0...1,
        options: [
            Option(name: "--title", value: "<text>", help: "what it does"),
            Option(name: "--body", value: "<file>", help: "its description, '-' for standard input"),
            Option(name: "--base", value: "<branch>", help: "the branch to merge into"),
            .json,
        ]
    ) { (session, arguments) throws(Failure) in
        guard ["--title", "--body", "--base"].contains(where: { arguments.has($0) }) else {
            throw Failure(.usage, "'pr edit' needs one of '--title', '--body' and '--base'")
        }
        if let title = arguments.value("--title"), title.allSatisfy(\.isWhitespace) {
            throw Failure(.usage, "a title needs words")
        }
        var description: String?
        if let file = arguments.value("--body") { description = try Session.text(of: file) }
        let edit = PullRequestEdit(title: arguments.value("--title"), base: arguments.value("--base"))
        return try session.change(
            arguments, "edited", saying: ["the title": edit.title, "the description": description]
        ) {
            [description] (changes, id, journal) throws(PullRequestError) in
            try changes.edit(edit, description: description, of: id, in: &journal)
        }
    }
}
