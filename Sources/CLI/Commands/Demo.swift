import Platform
import Templates

extension Subcommand {
    static let demo = Subcommand(
        path: ["demo"], summary: "take an issue of a small project to a merged pull request, step by step",
        options: [
            Option(
                name: "--folder", value: "<folder>",
                help: "where to; a new one among the temporary files unless it is given"),
            Option(name: "--remove", help: "remove the folder at the end"),
        ],
        discussion: [
            """
            Everything is real: the commands that are shown are run, in a folder of their own, without an \
            account and without a network. The folder stays, to be looked around in.
            """
        ]
    ) { (session, arguments) throws(Failure) in
        guard let program = Environment.programPath else {
            throw Failure(.system, "cannot tell where this program is: '/proc' is not there")
        }
        let style = TextStyle.error(session.terminal)
        let folder = try folder(arguments.value("--folder"), session)
        let project: DemoProject
        let environment: [String: String]
        do throws(SystemError) {
            project = try DemoProject(in: folder)
            environment = try project.environment(session.environment, program: program)
        } catch { throw Failure(error) }
        for part in Tour(String(decoding: Templates.demoTour, as: UTF8.self)).parts {
            switch part {
            case .text(let text): session.remark("\n" + text + "\n")
            case .command(let command):
                session.remark(style.bold("$ \(command)"))
                try run(command, in: project, environment)
            }
        }
        if arguments.has("--remove") {
            do throws(SystemError) { try Files.removeTree(project.folder) } catch { throw Failure(error) }
        } else {
            session.remark("\nAll of it is in \(project.folder); 'git autowrk' works there, too.")
        }
        return .done
    }

    private static func folder(
        _ path: String?, _ session: borrowing Session
    ) throws(Failure) -> String {
        if path == "" { throw Failure(.usage, "option '--folder' needs a folder") }
        do throws(SystemError) {
            guard let path else {
                var place = session.environment["TMPDIR"] ?? ""
                if place.isEmpty { place = "/tmp" }
                return try Files.realPath(
                    Files.temporaryDirectory(in: place, prefix: "autowrk-demo-"))
            }
            try Files.createDirectories(path)
            if try Files.list(path).isEmpty { return try Files.realPath(path) }
        } catch { throw Failure(error) }
        throw Failure(.usage, "folder '\(printable(path ?? ""))' is not empty")
    }

    private static func run(
        _ command: String, in project: DemoProject, _ environment: [String: String]
    ) throws(Failure) {
        let child = ChildCommand(
            ["sh", "-c", command], in: project.repository, environment: environment, output: .inherit,
            errorOutput: .inherit, group: .inherited)
        let outcome: ChildOutcome
        do throws(SystemError) { outcome = try child.run() } catch { throw Failure(error) }
        guard outcome.succeeded else {
            throw Failure(
                .system, "'\(command)' has failed", hints: ["what it has left is in '\(project.folder)'"])
        }
    }
}
