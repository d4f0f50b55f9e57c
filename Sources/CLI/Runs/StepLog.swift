import Engine
import Git
import Journal
import Platform
import Workflow

/// What a step's command has printed.
enum StepLog {
    /// All of it, as far as it was kept; so far, while the command runs.
    static func read(
        _ step: String, of view: RunView, in journal: inout Journal
    ) throws(Failure) -> [UInt8] {
        let (run, state) = (view.state.id, view.state.steps[step])
        if state?.status == .running {
            let file = CommandOutput.file(of: step, run, commonDirectory: journal.repository.commonDirectory)
            if let bytes = try? Files.read(file) { return bytes }
        }
        guard let record = state?.record else { return [] }
        let loaded = try RunReader.loaded(run, in: &journal).run
        guard let blob = loaded.attachments[record]?[CommandOutput.attachment] else { return [] }
        do { return try journal.attachment(blob) } catch { throw Failure(error) }
    }
}
