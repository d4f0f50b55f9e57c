import Git
import Platform
public import Workflow

/// The files around a command: its text, the outputs that it names, what it prints. Nobody else can read
/// them, as a secret may be in the text.
struct ScriptFiles: Sendable {
    private let place: String
    /// The text, for the shell.
    private var script: String { place + ".script" }
    /// Where the command writes its outputs.
    var outputs: String { place + ".outputs" }
    /// What the command prints.
    var log: String { place + CommandOutput.ending }

    init(_ plan: ScriptPlan, at workplace: borrowing Workplace) throws {
        _ = try workplace.makeFolder()
        place = CommandOutput.place(
            of: plan.step + (plan.isUndo ? ".undo" : ""), plan.run, in: workplace.folder)
        try Files.writeAtomically(Array(plan.script.utf8), to: script, durable: false)
        try Files.writeAtomically([], to: outputs, durable: false)
    }

    /// Takes the files away; what was printed is attached to the step's record by then.
    func remove() {
        for file in [script, outputs, log] { try? Files.remove(file) }
    }

    /// What the command needs of them in a sandbox.
    func places(_ checkout: String, of repository: borrowing Repository) -> SandboxPlaces {
        SandboxPlaces(checkout: checkout, of: repository, readable: [script], writable: [outputs])
    }

    /// The command for the shell.
    func command(
        _ plan: ScriptPlan, _ checkout: String, _ place: borrowing Workplace,
        output: @escaping ChildCommand.Consumer
    ) throws -> ChildCommand {
        var environment = plan.environment
        environment["AUTOWRK_OUTPUT"] = outputs
        environment["GITHUB_OUTPUT"] = outputs
        environment["AUTOWRK_WORKSPACE"] = checkout
        environment["PWD"] = checkout
        var directory = checkout
        if let below = plan.workingDirectory, !below.isEmpty {
            directory = below.hasPrefix("/") ? below : "\(checkout)/\(below)"
            guard (try? Files.status(of: directory).isDirectory) ?? false else {
                throw StepFailure(.missing, "there is no folder '\(below)'")
            }
        }
        var command = ChildCommand(
            try Shell.arguments(plan.shell, script: script, environment), in: directory,
            environment: environment, output: .stream(output), errorOutput: nil,
            timeLimit: plan.timeLimit)
        command.stopRequests = [place.stop]
        command.grace = .seconds(2)
        command.leftovers = .end(mark: place.mark)
        return command
    }
}

/// How shells are called, as GitHub Actions calls them.
public enum Shell {
    /// The words of a command that runs the script.
    ///
    /// - Parameters:
    ///   - name: `bash`, `sh`, `python`, a program with `{0}` for the script, or nil.
    ///   - script: the file.
    ///   - environment: whose `PATH` tells whether there is a bash.
    public static func arguments(
        _ name: String?, script: String, _ environment: [String: String]
    ) throws(StepFailure) -> [String] {
        switch name {
        case nil: return [ProgramSearch.has("bash", environment) ? "bash" : "sh", "-e", script]
        case "bash": return ["bash", "--noprofile", "--norc", "-eo", "pipefail", script]
        case "sh": return ["sh", "-e", script]
        case "python": return [ProgramSearch.has("python3", environment) ? "python3" : "python", script]
        case let template?:
            let words = template.split(separator: " ").map { String($0) }
            guard let program = words.first, words.contains(where: { $0.contains("{0}") }) else {
                throw StepFailure(.input, "shell '\(template)' has no place '{0}' for the script")
            }
            return [program] + words.dropFirst().map { $0.replacing("{0}", with: script) }
        }
    }
}

/// Looks for programs.
enum ProgramSearch {
    static func has(_ program: String, _ environment: [String: String]) -> Bool {
        (environment["PATH"] ?? "").split(separator: ":").contains { Files.exists("\($0)/\(program)") }
    }
}
