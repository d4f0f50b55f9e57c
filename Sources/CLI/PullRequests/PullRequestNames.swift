import Domain
import Engine
import Git
import Journal

/// Finds pull requests by what people type, and what people have to type at least.
enum PullRequestNames {
    /// The pull request that is meant: by its name or the beginning of it, or by its branch; without a word
    /// that of the branch that is checked out. Of several of a branch it is the open one that was opened last,
    /// or else the last one.
    static func find(_ word: String?, in journal: inout Journal) throws(Failure) -> PullRequestID {
        guard let word else {
            let branch: String
            do throws(PullRequestError) {
                branch = try PullRequestBranches.current(in: journal.repository)
            } catch { throw Failure(error) }
            if let found = try ofBranch(branch, in: &journal) { return found }
            throw Failure(
                .usage, "branch '\(printable(branch))' has no pull request",
                hints: ["'git autowrk pr create' opens one", "'git autowrk pr list' lists those there are"])
        }
        var matches: [PullRequestID] = []
        if let name = Abbreviation.beginning(word) {
            do { matches = try PullRequestIndex.ids(startingWith: name, in: &journal) } catch {
                throw Failure(error)
            }
        }
        if matches.isEmpty, let found = try ofBranch(word, in: &journal) { return found }
        return try Abbreviation.only(
            word, of: matches, kind: "pull request",
            hints: [
                "'git autowrk pr list --state all' lists them",
                "'git autowrk sync' fetches those of other clones",
            ])
    }

    private static func ofBranch(
        _ branch: String, in journal: inout Journal
    ) throws(Failure) -> PullRequestID? {
        var found: PullRequestSummary?
        do throws(JournalError) {
            try PullRequestIndex.forEach(in: &journal) { summary in
                guard summary.headBranch == branch else { return true }
                if found == nil || summary.status == .open { found = summary }
                return summary.status != .open
            }
        } catch { throw Failure(error) }
        return found?.id
    }

    /// The shortest beginning of a name that no other pull request has.
    static func short(_ id: PullRequestID, in journal: inout Journal) -> String {
        (try? PullRequestIndex.shortName(of: id, in: &journal)) ?? id.description
    }

    /// The same for several at once.
    static func short(
        _ wanted: [PullRequestID], in journal: inout Journal
    ) throws(Failure) -> [PullRequestID: String] {
        var names: [PullRequestID: String] = [:]
        if wanted.count <= fewEnough {
            for id in wanted { names[id] = short(id, in: &journal) }
            return names
        }
        let ids: [PullRequestID]
        do { ids = try PullRequestIndex.all(in: &journal) } catch { throw Failure(error) }
        for (index, id) in ids.enumerated() {
            // In their order, those that share most stand beside each other.
            let shared =
                [index - 1, index + 1].filter { ids.indices.contains($0) }
                .map { sharedLength(ids[$0].description, id.description) }.max() ?? 0
            names[id] = String(id.description.prefix(max(ShortName.shortest, shared + 1)))
        }
        return names
    }

    /// Of more than that many, all are read at once rather than one by one.
    private static let fewEnough = 100

    private static func sharedLength(_ left: String, _ right: String) -> Int {
        zip(left.utf8, right.utf8).prefix { $0 == $1 }.count
    }
}
