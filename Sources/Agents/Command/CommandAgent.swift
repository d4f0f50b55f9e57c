import Engine
import Git
import Journal
import Platform
import Workflow

/// Asks a program to edit the files of a tree, in a checkout of its own.
struct CommandAgent {
    let program: AgentProgram
    /// What it is asked.
    let prompt: String
    /// What it must not know.
    let secrets: Secrets

    /// What an agent has left.
    struct Work {
        /// The files, nothing but what is not ignored.
        var tree: ObjectID
        /// What it has printed.
        var output: [UInt8]
    }

    /// Why there is no work, with what the agent has printed.
    struct Refusal: Error {
        var failure: StepFailure
        var output: [UInt8]
    }

    /// Runs the program to its end.
    ///
    /// - Parameters:
    ///   - tree: the files that it begins with.
    ///   - commit: where `HEAD` of the checkout is.
    ///   - place: where it runs.
    /// - Throws: ``Refusal`` once the program has run, else a step's failure.
    func perform(on tree: ObjectID, at commit: ObjectID, _ place: borrowing Workplace) throws -> Work {
        let folder = try place.makeFolder()
        let promptFile = "\(folder)/\(place.step).prompt.md"
        try Files.writeAtomically(Array(prompt.utf8), to: promptFile, durable: false)
        defer { try? Files.remove(promptFile) }
        let scratch = try place.pool.checkout(of: tree, commit: commit, in: place.repository)
        let references = try BranchGuard(committer(place), in: place.repository)
        let output = try StepOutput(path: place.outputFile, mask: secrets.mask, observe: place.show)
        defer { try? Files.remove(place.outputFile) }
        let command = command(in: scratch.path, promptFile, references.committer, output.consumer, place)
        let child: ChildOutcome
        do { child = try command.run() } catch {
            throw StepFailure(
                .missing, "cannot start agent '\(program.name)': \(error.description)")
        }
        output.settle()
        let findings = try references.restore(in: place.repository)
        for name in findings.unclear {
            output.add(remark: "'\(name)' was moved while the agent worked, and was left there")
        }
        var failure = failure(of: child, findings, output)
        var captured = tree
        if failure == nil {
            do {
                captured = try capture(scratch, since: tree, output, place)
                if captured == tree { failure = StepFailure(.exit, "the agent has changed nothing") }
            } catch let error as ScratchError {
                guard case .gone = error else { throw error }
                failure = StepFailure(.exit, "the agent has deleted its checkout")
            } catch let error as StepFailure {
                failure = error
            }
        }
        if failure?.output == nil { failure?.output = Self.tail(of: output) }
        _ = try output.finish()
        let bytes = try Files.read(place.outputFile)
        if let failure { throw Refusal(failure: failure, output: bytes) }
        return Work(tree: captured, output: bytes)
    }

    private func command(
        in checkout: String, _ promptFile: String, _ committer: Identity,
        _ consumer: @escaping ChildCommand.Consumer, _ place: borrowing Workplace
    ) -> ChildCommand {
        // A limit on the size of files, which the shell sets in blocks of 512 bytes.
        let words = program.arguments.map {
            $0.replacing("{file}", with: promptFile).replacing("{prompt}", with: prompt)
        }
        var command = ChildCommand(
            ["sh", "-c", "ulimit -f \(max(program.fileLimit / 512, 1)); exec \"$@\"", "sh"] + words,
            in: checkout, environment: environment(checkout, promptFile, committer, place),
            input: .bytes(Array(prompt.utf8)), output: .stream(consumer), errorOutput: nil,
            timeLimit: program.timeLimit)
        command.stopRequests = [place.stop]
        command.grace = .seconds(2)
        command.leftovers = .end(mark: place.mark)
        return command
    }

    private func environment(
        _ checkout: String, _ promptFile: String, _ committer: Identity, _ place: borrowing Workplace
    ) -> [String: String] {
        let inherited = place.configuration.environment
        var variables = ChildEnvironment.make(from: inherited, without: secrets.names)
        for name in program.variables { variables[name] = inherited[name] }
        for (name, value) in program.environment { variables[name] = value }
        variables["CI"] = "true"
        variables["GIT_TERMINAL_PROMPT"] = "0"
        variables["GIT_COMMITTER_NAME"] = committer.name
        variables["GIT_COMMITTER_EMAIL"] = committer.email
        variables["PWD"] = checkout
        // What it commits in its checkout is no news.
        variables["AUTOWRK_HOOKS"] = "0"
        variables["AUTOWRK_PROMPT"] = promptFile
        variables["AUTOWRK_WORKSPACE"] = checkout
        variables["AUTOWRK_RUN"] = place.run.description
        variables["AUTOWRK_STEP"] = place.step
        return variables
    }

    /// Who commits what the agent commits: by it the agent's moves of references are known.
    private func committer(_ place: borrowing Workplace) -> Identity {
        Identity(
            name: "\(place.configuration.identity.name) (\(program.name))",
            email: "\(place.run)@agents.git-autowrk.invalid")
    }

    private func failure(
        of child: ChildOutcome, _ findings: BranchGuard.Findings, _ output: StepOutput
    ) -> StepFailure? {
        switch child.ending {
        case .exited(0): break
        case .exited(127):
            return StepFailure(
                .missing, "agent '\(program.name)' was not found (exit status 127)", exitStatus: 127)
        case .exited(let status):
            return StepFailure(
                .exit, "agent '\(program.name)' ended with exit status \(status)", exitStatus: Int(status))
        case .signalled(let signal):
            return StepFailure(.signal, "agent '\(program.name)' was ended by signal \(signal)")
        case .timedOut:
            let minutes = program.timeLimit.components.seconds
            return StepFailure(.timeout, "agent '\(program.name)' took longer than \(minutes) s")
        case .stopped: return StepFailure(.cancelled, "stopped")
        }
        guard !findings.restored.isEmpty else { return nil }
        let names = findings.restored.map { "'\($0)'" }.joined(separator: ", ")
        return StepFailure(.exit, "the agent has moved \(names), which was put back")
    }

    private func capture(
        _ scratch: borrowing ScratchCheckout, since tree: ObjectID, _ output: StepOutput,
        _ place: borrowing Workplace
    ) throws -> ObjectID {
        var size: Int64 = 0
        for path in try scratch.changedPaths() {
            let status = try? Files.status(of: "\(scratch.path)/\(path)", followingLinks: false)
            size += status?.size ?? 0
        }
        guard size <= program.fileLimit else {
            throw StepFailure(
                .exit,
                "the agent has left \(size >> 20) MB of changes: at most \(program.fileLimit >> 20) are kept")
        }
        let capture = try place.capture(scratch, since: tree, secrets)
        for folder in capture.repositoriesLeftOut {
            output.add(remark: "'\(folder)' is a repository of its own and not part of the run's files")
        }
        return capture.tree
    }

    /// For whoever is to mend it.
    private static func tail(of output: StepOutput) -> String? {
        let text = output.lastLines(40).joined(separator: "\n")
        return text.isEmpty ? nil : String(text.suffix(4000))
    }
}
