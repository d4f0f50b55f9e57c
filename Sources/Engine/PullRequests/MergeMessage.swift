import Domain
import Git

/// What the commits say that merge a pull request.
struct MergeMessage {
    private let state: PullRequestState
    private let description: String

    init(_ state: PullRequestState, _ description: String?) {
        (self.state, self.description) = (state, description ?? "")
    }

    /// As `git merge` has it, with the pull request behind it.
    var merge: String {
        var text = "Merge branch '\(state.headBranch)' into \(state.base)\n\n"
        text += "Pull request \(state.id): \(state.title)\n"
        if let fixes { text += "\n\(fixes)\n" }
        return text.replacing("\0", with: "")
    }

    /// The title, the description, and those who have a part in it.
    func squash(_ coauthors: [String]) -> String {
        var text = state.title + "\n"
        let body = String(description.drop(while: \.isNewline)).trimmedEnd
        if !body.isEmpty { text += "\n\(body)\n" }
        if let fixes, !body.contains(fixes) { text += "\n\(fixes)\n" }
        text += "\nPull-request: \(state.id)\n"
        for author in coauthors { text += "Co-authored-by: \(author)\n" }
        return text.replacing("\0", with: "")
    }

    private var fixes: String? { state.issue.flatMap { Int($0) == nil ? nil : "Fixes #\($0)" } }

    /// The authors of commits, and those whom their messages name, without the one who merges; each once, in
    /// the order of the commits.
    static func coauthors(
        from base: ObjectID, to head: ObjectID, beside signature: Signature,
        in repository: borrowing Repository
    ) throws(GitError) -> [String] {
        var addresses = [signature.email.lowercased()]
        var found: [String] = []
        for id in try repository.revisions(
            from: [head], hiding: [base], order: [.topological, .reverse])
        {
            let commit = try repository.commit(id)
            if commit.parents.count > 1 { continue }
            var names = ["\(commit.author.name) <\(commit.author.email)>"]
            for line in commit.message.split(separator: "\n") {
                let parts = line.split(separator: ":", maxSplits: 1)
                guard parts.count == 2, parts[0].lowercased() == "co-authored-by" else { continue }
                names.append(String(parts[1].drop(while: \.isWhitespace)))
            }
            for name in names {
                let address = name.split(separator: "<").last.map { $0.prefix { $0 != ">" } } ?? ""
                if addresses.contains(address.lowercased()) { continue }
                addresses.append(address.lowercased())
                found.append(name)
            }
        }
        return found
    }
}

extension String {
    fileprivate var trimmedEnd: String {
        var text = self[...]
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
