import JSON

extension Subcommand {
    /// The version of this program; the format's versions stand beside it.
    static let programVersion = "0.1.0"

    static let version = Subcommand(
        path: ["version"], summary: "print the version of the program and of the journal format",
        options: [.json]
    ) { (session, arguments) throws(Failure) in
        if arguments.has("--json") {
            try session.print([
                "version": .string(programVersion), "format": ["read": .integer(1), "write": .integer(1)],
            ])
        } else {
            try session.print("git-autowrk \(programVersion) (journal format 1)")
        }
        return .done
    }
}
