extension Subcommand {
    static let work = Subcommand(
        path: ["work"], summary: "go on with every run that can, again and again",
        options: [
            Option(name: "--once", help: "look once, and end when those runs have come to rest"),
            Option(name: "--every", value: "<seconds>", help: "how often to look; the default is 5"),
            .json,
        ],
        discussion: [
            """
            Runs of this clone can go on when their process has ended, when their turn or time has come, and \
            when somebody has answered what they wait for. Any number of such processes may work beside each \
            other: each run is performed by one.
            """,
            "With --json each run is printed as a document on a line when it has come to rest.",
        ]
    ) { (session, arguments) throws(Failure) in
        let seconds = try arguments.count("--every", minimum: 1) ?? 5
        if arguments.has("--once"), arguments.has("--every") {
            throw Failure(.usage, "option '--once' can't go with '--every'")
        }
        return try Passes.run(
            &session, isJSON: arguments.has("--json"),
            every: arguments.has("--once") ? nil : .seconds(seconds))
    }
}
