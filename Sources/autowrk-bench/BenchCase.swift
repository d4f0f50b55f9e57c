/// One subject that is measured.
struct BenchCase: Sendable {
    let name: String
    /// A line for the help text.
    let purpose: String
    let run: @Sendable (Workbench) async throws -> Findings

    static let all = [
        appendSingle, appendConcurrent, writers, intake, readStream, summaries, watch, size, start, scratch,
        stepOverhead, runsConcurrent, runsOnDisk, resumeInterrupted, hooksCommit, hooksPush, hooksRebase,
        context, verifyKnown, modelCalls,
    ]
}
