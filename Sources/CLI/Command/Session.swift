import Git
import JSON
import Journal
import Platform

/// What one call of the program has at hand: the environment, the streams, and the journal once it is
/// asked for.
struct Session: ~Copyable {
    private(set) var environment: [String: String]
    let terminal: Terminal
    let time: TimeSource
    let trace: Trace
    var output: OutputStream

    /// The journal of the repository that the program was started in.
    ///
    /// - Throws: when there is none, or one that is not supported.
    func openJournal() throws(Failure) -> Journal {
        let stopwatch = Stopwatch()
        do {
            Repository.prepare(
                LibraryOptions(durable: true, readsSystemConfiguration: readsSystemConfiguration))
            let repository = try discover()
            if try configuration(of: repository).bool("autowrk.fsync") == false {
                Repository.setDurable(false)
            }
            trace.note("git", "open \(repository.gitDirectory)", since: stopwatch)
            return Journal(in: repository, time: time, trace: trace)
        } catch let error as GitError {
            throw Failure(error)
        } catch let failure as Failure {
            throw failure
        } catch { preconditionFailure("no other error is thrown: \(error)") }
    }

    /// The same; nil where there is no repository at all.
    func openJournalIfAny() throws(Failure) -> Journal? {
        do throws(Failure) { return try openJournal() } catch {
            if error.isForWantOfRepository { return nil }
            throw error
        }
    }

    /// Whose folder may be worked in, `safe.directory` says. libgit2 1.5 does not know all of its forms, and
    /// without any it takes the folder for no repository; so where it finds none, Git is asked.
    private func discover() throws(GitError) -> Repository {
        do {
            return try Repository(discovering: ".", useEnvironment: true)
        } catch {
            guard [.notOwned, .notARepository].contains(error.kind) else { throw error }
            let environment = environment.merging(["LC_ALL": "C"]) { $1 }
            let question = ChildCommand(["git", "rev-parse", "--git-dir"], environment: environment)
            guard let answer = try? question.run() else { throw error }
            if answer.succeeded {
                Repository.trustOwners()
                return try Repository(discovering: ".", useEnvironment: true)
            }
            guard answer.errorText.contains("dubious ownership") else { throw error }
            throw GitError(.notOwned, "Git finds its ownership dubious")
        }
    }

    /// The journal, with what has come by a plain `git fetch` taken over.
    func openJournalForReading() throws(Failure) -> Journal {
        var journal = try openJournal()
        do { try journal.refresh() } catch { throw Failure(error) }
        return journal
    }

    /// The columns that a line may take; nil where nobody looks at a terminal.
    var lineWidth: Int? { terminal.isOutputTerminal ? terminal.width : nil }

    /// How to run the `git` program.
    var git: GitProgram { GitProgram(environment: environment, trace: trace) }

    /// The user's Git identity, from the environment and the configuration as Git has it (git-commit(1),
    /// "Commit information").
    func identity(in journal: borrowing Journal) throws(Failure) -> Identity {
        let configuration = try configuration(of: journal.repository)
        let name =
            environment["GIT_COMMITTER_NAME"] ?? environment["GIT_AUTHOR_NAME"]
            ?? configuration.string("user.name")
        let email =
            environment["GIT_COMMITTER_EMAIL"] ?? environment["GIT_AUTHOR_EMAIL"]
            ?? configuration.string("user.email") ?? environment["EMAIL"]
        guard let name, !name.isEmpty, let email, !email.isEmpty else {
            throw Failure(
                .repository, "cannot record anything: Git does not know who you are",
                hints: ["git config --global user.name <name>", "git config --global user.email <address>"])
        }
        return Identity(name: name, email: email)
    }

    /// Forgets whose commit Git is about: it tells its hooks by variables, and that is nobody whom we work for.
    mutating func forgetAuthor() { environment = environment.filter { !$0.key.hasPrefix("GIT_AUTHOR_") } }

    /// Who stands in events as the one who caused them.
    func actor(_ identity: Identity) -> String { environment["AUTOWRK_ACTOR"] ?? "person/\(identity.email)" }

    /// Prints a line of text.
    mutating func print(_ line: String = "") throws(Failure) { try write(line + "\n") }

    /// Prints one JSON document on a line, with the number of its schema.
    mutating func print(_ document: JSON.Object, schema: Int64 = 1) throws(Failure) {
        try write(Self.document(document, schema: schema) + "\n")
    }

    /// The text of a document with the number of its schema.
    static func document(_ members: JSON.Object, schema: Int64 = 1) -> String {
        var document = members
        document["schema"] = .integer(schema)
        return JSON.object(document).canonical
    }

    mutating func write(_ text: String) throws(Failure) {
        do { try output.write(text) } catch { throw Failure(output: error) }
    }

    mutating func write(_ bytes: [UInt8]) throws(Failure) {
        do { try output.write(bytes) } catch { throw Failure(output: error) }
    }

    /// Hands everything that was printed to the reader.
    mutating func flush() throws(Failure) {
        do { try output.flush() } catch { throw Failure(output: error) }
    }

    /// Says something to the person in front of the terminal, beside the data.
    func remark(_ text: String) { StandardError.write(text + "\n") }
}

extension Failure {
    /// A reader that has gone, like `head`, is no error to tell about.
    init(output error: SystemError) {
        self = error.isBrokenPipe ? Failure(.closedOutput, "") : Failure(error)
    }
}
