import Workflow

extension Subcommand {
    static let work = Subcommand(
        path: ["work"], summary: "go on with every run that can, again and again",
        options: [
            Option(name: "--once", help: "look once, and end when those runs have come to rest"),
            Option(name: "--every", value: "<duration>", help: "how often to look; the default is 5s"),
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
        let interval = try Self.interval(arguments.value("--every"))
        if arguments.has("--once"), arguments.has("--every") {
            throw Failure(.usage, "option '--once' can't go with '--every'")
        }
        return try Passes.run(
            &session, isJSON: arguments.has("--json"),
            every: arguments.has("--once") ? nil : interval)
    }

    /// A span of time as definitions have it, or seconds.
    private static func interval(_ text: String?) throws(Failure) -> Duration {
        guard let text else { return .seconds(5) }
        if let seconds = Int(text), seconds > 0 { return .seconds(seconds) }
        do throws(DurationText.Failure) {
            let milliseconds = try DurationText.milliseconds(text)
            if milliseconds > 0 { return .milliseconds(milliseconds) }
        } catch {}
        throw Failure(
            .usage, "option '--every' takes a duration, not '\(printable(text))'", hints: ["as in 30s or 5m"])
    }
}
