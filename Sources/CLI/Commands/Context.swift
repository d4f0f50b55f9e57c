import Context
import JSON
import Journal

extension Subcommand {
    static let context = Subcommand(
        path: ["context"], summary: "show which files matter for an issue",
        options: [
            Option(
                name: "--issue", value: "<issue>",
                help: "a number, a file in Markdown, '-' for standard input, or task/<id>"),
            Option(
                name: "--base", value: "<rev>",
                help: "search the tree of this commit; unless given, of the default branch's tip"),
            Option(name: "--limit", value: "<n>", help: "at most so many files; the default is 20"),
            Option(
                name: "--budget", value: "<tokens>",
                help: "tokens of all excerpts together; the default is 16000"),
            Option(name: "--excerpts", help: "print the excerpts, too"),
            .json,
        ],
        discussion: [
            """
            Files are ranked by what the issue names, by the words that they share with it, and by what \
            earlier commits changed. The working directory is not looked at. An index of what was read is \
            kept in the repository's 'autowrk' folder, so that only what has changed is read again.
            """
        ]
    ) { (session, arguments) throws(Failure) in
        guard let word = arguments.value("--issue") else {
            throw Failure(
                .usage, "'context' needs an issue",
                hints: ["git autowrk context --issue <file>", "'--issue -' reads it from standard input"])
        }
        let limits = ContextLimits(
            files: try arguments.count("--limit", minimum: 1) ?? ContextLimits().files,
            tokens: try arguments.count("--budget") ?? ContextLimits().tokens)
        var journal = try session.openJournalForReading()
        let found = try session.findContext(
            try NamedIssue(word, try session.secrets(of: journal.repository), in: &journal).issue,
            at: arguments.value("--base"), limits)
        if arguments.has("--json") {
            try session.print(ContextDocument.members(of: found))
        } else {
            try ContextReport.print(found, showsExcerpts: arguments.has("--excerpts"), &session)
        }
        if !found.result.isIndexKept {
            session.remark("the index could not be kept: the next search reads everything again")
        }
        return .done
    }
}
