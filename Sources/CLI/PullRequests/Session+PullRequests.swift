import Domain
import Engine
import Git
import Journal
import Platform

extension Session {
    /// What changes pull requests in the user's name.
    func pullRequests(in journal: borrowing Journal) throws(Failure) -> PullRequests {
        let identity = try identity(in: journal)
        return PullRequests(identity: identity, actor: actor(identity), environment: environment)
    }

    /// A pull request for those who look at it: what has changed at its branches is recorded first, where
    /// anything can be recorded here.
    func look(at id: PullRequestID, in journal: inout Journal) throws(Failure) -> PullRequestState {
        if let changes = try? pullRequests(in: journal),
            let state = try? changes.follow(id, in: &journal)
        {
            return state
        }
        let state: PullRequestState?
        do { state = try PullRequestStore.state(of: id, in: &journal) } catch { throw Failure(error) }
        guard let state else { throw Failure(PullRequestError.unknown(id)) }
        return state
    }

    /// Refuses words of a person with a secret in them: what a pull request says is recorded, and travels.
    ///
    /// - Parameters:
    ///   - texts: what is said, by what it is, as in "the title".
    ///   - journal: of the repository whose settings count.
    func requireNoSecrets(
        in texts: KeyValuePairs<String, String?>, _ journal: borrowing Journal
    ) throws(Failure) {
        let secrets = try secrets(of: journal.repository)
        for case (let what, let text?) in texts {
            guard let name = secrets.name(in: text) else { continue }
            throw Failure(
                .usage, "\(what) holds the secret '\(printable(name))', and it would be recorded",
                hints: ["write a name in its place", Secrets.exemption(of: name)])
        }
    }

    /// Changes a pull request that somebody has named, and says so.
    ///
    /// - Parameters:
    ///   - arguments: its name, and whether a JSON document is wanted.
    ///   - word: what is said, as in "closed".
    ///   - texts: what is recorded of a person's words; see ``requireNoSecrets(in:_:)``.
    ///   - change: does it.
    mutating func change(
        _ arguments: Arguments, _ word: String, saying texts: KeyValuePairs<String, String?> = [:],
        _ change: (PullRequests, PullRequestID, inout Journal) throws(PullRequestError) -> PullRequestState
    ) throws(Failure) -> ExitStatus {
        var journal = try openJournalForReading()
        try requireNoSecrets(in: texts, journal)
        let changes = try pullRequests(in: journal)
        let id = try PullRequestNames.find(arguments.operands.first, in: &journal)
        let name = PullRequestNames.short(id, in: &journal)
        let state: PullRequestState
        do throws(PullRequestError) { state = try change(changes, id, &journal) } catch {
            throw Failure(error, about: name)
        }
        if arguments.has("--json") {
            try print(PullRequestView(state, in: &journal).document)
        } else {
            try print("\(word) pull request \(name): \(harmless(state.title))")
        }
        if journal.remindsOfPacking { Upkeep.pack(self) }
        return .done
    }

    /// The text of a file that the command line names, or of standard input for `-`.
    static func text(of file: String) throws(Failure) -> String {
        String(decoding: try NamedText.read(file, atMost: 1 << 20, "the text"), as: UTF8.self)
    }
}
