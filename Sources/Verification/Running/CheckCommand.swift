import Engine
import Platform

/// The files around a check's command, and the command itself. They are the user's only, as a secret may be
/// in the output before it is masked, and gone when the check has ended.
struct CheckCommand {
    /// Of this check only.
    private let folder: String
    /// What the shell gets to read.
    var script: String { "\(folder)/script" }
    /// What is printed.
    var log: String { "\(folder)/output.log" }
    /// Where runners that can write reports write them.
    var reports: String { "\(folder)/reports" }

    /// Makes the files.
    ///
    /// - Parameters:
    ///   - text: for the shell.
    ///   - parent: of the verification.
    init(_ text: String, in parent: String) throws(SystemError) {
        folder = try Files.temporaryDirectory(in: parent, prefix: "check-")
        try Files.writeAtomically(Array((text + "\n").utf8), to: script, durable: false)
        try Files.createDirectories(reports)
    }

    func remove() { try? Files.removeTree(folder) }

    /// The command for the shell.
    ///
    /// - Parameters:
    ///   - checkout: the top of the files.
    ///   - subfolder: where it runs, from there.
    ///   - timeLimit: in milliseconds.
    func command(
        _ site: VerificationSite, in checkout: String, _ subfolder: String, environment: [String: String],
        timeLimit: Int64, output: @escaping ChildCommand.Consumer
    ) throws -> ChildCommand {
        var variables = environment
        variables["AUTOWRK_JUNIT"] = "\(reports)/report.xml"
        variables["AUTOWRK_WORKSPACE"] = checkout
        let working = subfolder.isEmpty ? checkout : "\(checkout)/\(subfolder)"
        variables["PWD"] = working
        var command = ChildCommand(
            try Shell.arguments(nil, script: script, variables), in: working, environment: variables,
            output: .stream(output), errorOutput: nil, timeLimit: .milliseconds(timeLimit))
        command.stopRequests = [site.stop]
        command.grace = .seconds(2)
        command.leftovers = .end(mark: site.mark)
        return command
    }
}
