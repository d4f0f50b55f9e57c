import Domain
import Engine
import Git
import JSON
import Journal
import Platform
import Workflow

/// What a program is asked to do for an issue, by a step of a run.
struct AgentTask: Sendable {
    private let id: IssueID
    private let issue: Issue
    private let call: ActionCall

    init(_ id: IssueID, _ issue: Issue, _ call: ActionCall) {
        (self.id, self.issue, self.call) = (id, issue, call)
    }

    /// The most that excerpts may have together, in bytes: as much as 16,000 tokens.
    private static let excerptLimit = 64 << 10

    func perform(_ preset: AgentPreset, _ standardPrompt: [UInt8]) async throws(StepFailure) -> StepEnding {
        let (tree, base, call) = (try await call.tree(), try call.base(), call)
        return try await call.work { place in
            let prompt: String
            do {
                let template =
                    try PromptTemplate(of: base, in: place.repository)
                    ?? PromptTemplate(name: "prompts/issue.md", standardPrompt)
                prompt = call.mask.apply(to: try template.render(fields(of: tree, in: place.repository)))
            } catch { throw StepFailure(agent: error) }
            let command = AgentCommand(preset, prompt: prompt)
            let site = AgentSite(
                pool: place.pool, folder: try place.makeFolder(), name: place.step,
                environment: place.configuration.environment, secrets: call.secrets, stop: place.stop,
                mark: place.mark, signature: call.signature, show: place.show)
            let result = try command.run(on: tree, head: base, at: site, in: place.repository)
            var outcome = StepOutcome()
            if result.failure == nil {
                outcome = try StepOutcome(by: preset.name, from: tree, to: result.tree, in: place.repository)
            }
            outcome.attachments = [Attachment(name: "PROMPT.md", content: .bytes(Array(prompt.utf8)))]
            if result.outputBytes > 0 {
                outcome.result.outputBytes = Int64(result.outputBytes)
                outcome.attachments.append(
                    Attachment(name: CommandOutput.attachment, content: .bytes(try Files.read(site.log))))
            }
            try? Files.remove(site.log)
            return result.failure.map { .failed($0, outcome) } ?? .completed(outcome)
        }
    }

    private func fields(
        of tree: ObjectID, in repository: borrowing Repository
    ) throws -> PromptFields {
        PromptFields(
            issue: issue, id: id, kind: issue.kind(call.configuration.issues),
            files: try files(of: tree, in: repository), attempt: call.attempt, failure: failure)
    }

    /// The files that matter, with the lines that tell most, as they are in the run's tree now.
    private func files(
        of tree: ObjectID, in repository: borrowing Repository
    ) throws -> [PromptFields.File] {
        var left = Self.excerptLimit
        var files: [PromptFields.File] = []
        for entry in json("files")?.arrayValue ?? [] {
            guard let path = entry["path"]?.stringValue else { continue }
            let reasons = entry["reasons"]?.arrayValue?.compactMap(\.stringValue) ?? []
            var file = PromptFields.File(path: path, reasons: reasons)
            let ranges = entry["lines"]?.arrayValue ?? []
            if left > 0, !ranges.isEmpty, let known = try repository.entry(at: path, in: tree),
                known.mode == .file || known.mode == .executable
            {
                let lines = try repository.blob(known.id).split(
                    separator: 0x0A, omittingEmptySubsequences: false)
                for range in ranges {
                    guard let bounds = range.arrayValue?.compactMap(\.integerValue), bounds.count == 2,
                        bounds[0] >= 1, bounds[0] <= bounds[1], bounds[0] <= lines.count
                    else { continue }
                    let part = lines[Int(bounds[0] - 1)..<min(Int(bounds[1]), lines.count)]
                    let text = part.map { String(decoding: $0, as: UTF8.self) + "\n" }.joined()
                    guard text.utf8.count <= left else { continue }
                    left -= text.utf8.count
                    file.excerpts.append(PromptFields.Excerpt(firstLine: Int(bounds[0]), text: text))
                }
            }
            files.append(file)
        }
        return files
    }

    /// What was wrong with the attempt before.
    private var failure: PromptFields.Failure? {
        guard let failure = json("failure"), let message = failure["message"]?.stringValue else { return nil }
        var output = failure["output"]?.stringValue ?? ""
        var command: String?
        // A check names its command in the first line.
        if output.hasPrefix("$ ") {
            let parts = output.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            command = String(parts[0].dropFirst(2))
            output = parts.count == 2 ? String(parts[1]) : ""
        }
        return PromptFields.Failure(
            message: message, command: command,
            exitStatus: failure["exit-status"]?.integerValue.map { Int($0) }, output: output)
    }

    /// An input that is JSON, or a text that is.
    private func json(_ name: String) -> JSON? {
        guard case .string(let text)? = call.inputs[name] else { return call.inputs[name] }
        return try? JSON(parsing: Array(text.utf8))
    }
}
