import JSON
import Journal
import Platform

/// Parse, run, print.
enum Command {
    /// - Returns: the exit status: 0 done, whatever the figures say, 1 failed, 2 wrong use.
    static func run(_ arguments: [String], environment: [String: String]) async -> Int32 {
        do {
            var output = try StandardOutput.stream()
            if arguments.first == "context-quality" {
                try output.write(ContextQuality.run(Array(arguments.dropFirst())))
            } else if arguments.first == ModelServer.command {
                try ModelServer.run(holding: arguments.dropFirst().first.flatMap { Int($0) } ?? 1)
            } else {
                let options = try Options(arguments)
                try output.write(options.isHelp ? Options.usage : await report(options, environment))
            }
            try output.flush()
            return 0
        } catch {
            StandardError.write("error: \(message(error))\n")
            guard let error = error as? BenchError else { return 1 }
            if let hint = error.hint { StandardError.write("hint: \(hint)\n") }
            return error.kind == .usage ? 2 : 1
        }
    }

    private static func report(_ options: Options, _ environment: [String: String]) async throws -> String {
        let workbench = try Workbench(options, environment: environment)
        Interruption.remove(workbench.folder)
        defer { workbench.discard(workbench.folder) }
        let showsProgress = Terminal.detect(environment: environment).isErrorTerminal
        var report = Report(events: workbench.workload.events)
        for benchCase in options.cases {
            if showsProgress { StandardError.write("\(benchCase.name)…\n") }
            report.sections.append((benchCase.name, try await benchCase.run(workbench)))
        }
        return options.isJSON ? report.document.canonical + "\n" : report.table
    }

    private static func message(_ error: any Error) -> String {
        switch error {
        case let error as BenchError: error.message
        case JournalError.system(let error): "\(error)"
        case JournalError.git(let error): "\(error)"
        case JournalError.cache(let error): error.message
        case let error as JournalError: "journal refused: \(error)"
        default: "\(error)"
        }
    }
}
