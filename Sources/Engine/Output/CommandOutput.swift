public import Workflow

/// Where what a step's command prints is found: in a file beside the journal while the command runs, and
/// attached to the record of the attempt when it has ended.
public enum CommandOutput {
    /// The attachment's name.
    public static let attachment = "output.log"

    /// The file that a step's command writes to while it runs.
    ///
    /// - Parameters:
    ///   - step: the step's id.
    ///   - run: its run.
    ///   - commonDirectory: where the repository has its references.
    public static func file(of step: String, _ run: RunID, commonDirectory: String) -> String {
        place(of: step, run, in: folder(commonDirectory: commonDirectory)) + ending
    }

    /// What the names of the files end in.
    static let ending = ".log"

    /// The folder of all of them; each run has one of its own in it.
    static func folder(commonDirectory: String) -> String { commonDirectory + "/autowrk/output" }

    /// What the names of all files around a command begin with.
    static func place(of step: String, _ run: RunID, in folder: String) -> String {
        "\(folder)/\(run)/\(step)"
    }
}
