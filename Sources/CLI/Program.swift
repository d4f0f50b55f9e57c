import Glibc
import Platform

/// The program `git-autowrk`: finds the subcommand, runs it, tells what went wrong.
public enum Program {
    /// Runs the command line of this process and ends it.
    public static func main() -> Never {
        guard let words = Environment.arguments() else {
            StandardError.write("error: an argument is not UTF-8\n")
            exit(ExitStatus.misuse.rawValue)
        }
        exit(run(words, environment: Environment.current()))
    }

    /// Runs one command line.
    ///
    /// - Parameters:
    ///   - words: without the program's own name.
    ///   - environment: the variables of the process.
    /// - Returns: the exit status.
    public static func run(_ words: [String], environment: [String: String]) -> Int32 {
        do {
            var session = try makeSession(environment, words)
            do throws(Failure) {
                let status = try dispatch(words, &session)
                try session.flush()
                return status.rawValue
            } catch {
                try? session.flush()
                throw error
            }
        } catch let failure as Failure {
            if failure.kind != .closedOutput { StandardError.write(failure.text) }
            return failure.status.rawValue
        } catch {
            StandardError.write("error: \(error)\n")
            return ExitStatus.failed.rawValue
        }
    }

    private static func makeSession(_ environment: [String: String], _ words: [String]) throws(Failure)
        -> Session
    {
        var environment = environment
        if words.contains("--no-color") { environment["NO_COLOR"] = "1" }
        let time = try timeSource(environment)
        do {
            return Session(
                environment: environment, terminal: .detect(environment: environment), time: time,
                trace: try Trace(environment: environment), output: try StandardOutput.stream())
        } catch { throw Failure(error) }
    }

    /// The system's clock, or the time that `AUTOWRK_NOW` fixes for tests and reproductions.
    private static func timeSource(_ environment: [String: String]) throws(Failure) -> TimeSource {
        guard let text = environment["AUTOWRK_NOW"] else { return .system }
        guard let time = Timestamp(iso8601: text) else {
            throw Failure(
                .usage, "'AUTOWRK_NOW' is no time: '\(text)'", hints: ["as in 2026-11-21T03:25:00Z"])
        }
        return .fixed(time)
    }

    private static func dispatch(_ words: [String], _ session: inout Session) throws(Failure) -> ExitStatus {
        guard let first = words.first, !["-h", "--help", "help"].contains(first) else {
            return try help(
                words.dropFirst().filter { !$0.hasPrefix("-") }, isAsked: !words.isEmpty, &session)
        }
        if first == "--version" || first == "-v" {
            return try dispatch(["version"] + words.dropFirst(), &session)
        }
        let depth = Subcommands.groups.contains(first) ? 2 : 1
        let path = Array(words.prefix(depth))
        guard let command = Subcommands.all.first(where: { $0.path == path }) else {
            if depth == 2, path.count < 2 || path[1].hasPrefix("-") {
                return try help([first], isAsked: path.count == 2, &session)
            }
            throw unknown(path)
        }
        let arguments = try Arguments(Array(words.dropFirst(path.count)), for: command)
        if arguments.has("--help") { return try help(command.path, isAsked: true, &session) }
        let stopwatch = Stopwatch()
        let status = try command.run(&session, arguments)
        session.trace.note("command", command.name, since: stopwatch)
        return status
    }

    private static func help(
        _ path: [String], isAsked: Bool, _ session: inout Session
    ) throws(Failure) -> ExitStatus {
        let commands = Subcommands.all.filter { $0.path.starts(with: path) }
        guard !commands.isEmpty else { throw unknown(path) }
        let text = commands.count == 1 ? Help.text(for: commands[0]) : Help.overview(of: commands)
        guard isAsked else {
            session.remark(text)
            return .misuse
        }
        try session.write(text)
        return .done
    }

    private static func unknown(_ path: [String]) -> Failure {
        let name = path.joined(separator: " ")
        let near = Spelling.hint(for: name, among: Subcommands.all.map(\.name))
        return Failure(
            .usage, "'\(name)' is not a command of git autowrk",
            hints: [near ?? "'git autowrk -h' lists the commands"])
    }
}
