import Git
import JSON
import Journal
import Platform

extension Subcommand {
    static let initialize = Subcommand(
        path: ["init"], summary: "set this clone up, or with --global all future clones",
        options: [
            Option(name: "--global", help: "make every later 'git clone' inherit the journal by itself"),
            Option(name: "--no-hooks", help: "install no hooks of Git, and take ours out"),
            Option(
                name: "--uninstall", help: "take out what 'init' has put into this clone; its history stays"),
            Option(name: "--timeout", value: "<seconds>", help: "give up fetching after this time"),
            Option(name: "--quiet", short: "-q", help: "print nothing unless something is wrong"),
            .json,
        ],
        discussion: [
            """
            Gives the clone a name, has 'git fetch' bring the lanes of other clones along, and fetches them a \
            first time. Running it twice changes nothing. Without a reachable remote everything else works.
            """,
            """
            Hooks of Git record commits and pushes on branches of issues, runs and pull requests. They live beside \
            those that are there, which run first and decide as before. 'git config autowrk.hooks false' is \
            --no-hooks for good.
            """,
            """
            With --global the folder of init.templateDir gets a post-checkout hook that does the same in \
            every new clone; without such a folder one is made below the configuration of Git.
            """,
        ]
    ) { (session, arguments) throws(Failure) in
        if arguments.has("--uninstall") { return try Uninstallation.run(&session, arguments) }
        if arguments.has("--global") { return try GlobalSetup.run(&session, arguments) }
        let budget = try arguments.count("--timeout", minimum: 1).map { Duration.seconds($0) }
        var journal = try session.openJournal()
        let replica: ReplicaID
        let isNew: Bool
        do throws(JournalError) { (replica, isNew) = try journal.initialize() } catch { throw Failure(error) }
        var setups: [RemoteSetup] = []
        for remote in try RemoteSetup.remotes(of: journal) {
            setups.append(try RemoteSetup(remote, &journal, session, budget))
        }
        let hooks = try HookSetup(isAskedFor: !arguments.has("--no-hooks"), journal, session)
        IntakeHooks.mark(journal)
        if arguments.has("--json") {
            try session.print([
                "replica": .string(replica.description), "new": .bool(isNew),
                "folder": .string(journal.repository.commonDirectory), "remotes": .array(setups.map(\.json)),
                "hooks": hooks.json,
            ])
        } else if !arguments.has("--quiet") {
            try session.print(
                "this clone is \(isNew ? "now " : "")\(replica) (\(journal.repository.commonDirectory))")
            for setup in setups { try session.print(setup.text) }
            for line in hooks.lines { try session.print(line) }
        }
        for setup in setups {
            if let failure = setup.failure { session.remark("warning: \(failure.message)") }
        }
        for warning in hooks.warnings { session.remark("warning: \(warning)") }
        return .done
    }
}

/// What `init` did for one remote.
private struct RemoteSetup {
    let name: String
    let isNew: Bool
    private(set) var received = 0
    private(set) var failure: Failure?

    static func remotes(of journal: borrowing Journal) throws(Failure) -> [String] {
        do { return try journal.repository.configuration().remotes } catch { throw Failure(error) }
    }

    /// Adds the refspec when it is not there, and fetches when nothing was fetched before.
    init(
        _ name: String, _ journal: inout Journal, _ session: borrowing Session, _ budget: Duration?
    ) throws(Failure) {
        self.name = name
        let wantsLanes: Bool
        do throws(JournalError) {
            isNew = try journal.addFetchRefspec(for: name, through: session.git)
            if isNew { wantsLanes = true } else { wantsLanes = try !journal.hasFetched(from: name) }
        } catch { throw Failure(error) }
        guard wantsLanes else { return }
        do throws(JournalError) {
            received = try journal.fetch(from: name, through: session.git, budget: budget).changes.received
                .count
        } catch {
            // Offline is no reason to fail: the next fetch or sync brings them.
            failure = Failure(error)
        }
    }

    var text: String {
        let refspec = isNew ? "lanes come with 'git fetch' from now on" : "lanes come with 'git fetch'"
        return "\(name): \(refspec)" + (received > 0 ? ", \(received) received" : "")
    }

    var json: JSON {
        [
            "name": .string(name), "new": .bool(isNew), "received": .integer(Int64(received)),
            "error": failure.map { .string($0.message) } ?? .null,
        ]
    }
}
