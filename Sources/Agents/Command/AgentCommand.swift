import Engine
public import Git
import Platform
import Workflow

/// A program that changes code, at work in a scratch checkout.
///
/// Whatever it does there, the repository's references are as before when it has ended, as far as it was the
/// agent that moved them.
public struct AgentCommand: Sendable {
    /// How it is called.
    public var preset: AgentPreset
    /// What it is told.
    public var prompt: String
    /// What it may use.
    public var limits = AgentLimits()
    /// Whether its own commits are kept, beside its files. In a sandbox it can't make any.
    public var keepsCommits = false

    /// A preset and what it is told.
    public init(_ preset: AgentPreset, prompt: String) { (self.preset, self.prompt) = (preset, prompt) }

    /// Runs the agent to its end.
    ///
    /// - Parameters:
    ///   - tree: the files that it begins with.
    ///   - head: where `HEAD` is; a rollback point of the run or its base.
    ///   - site: where it works.
    ///   - repository: a handle that nobody else uses.
    /// - Throws: for what fails around it: a checkout that can't be made, a full disk.
    public func run(
        on tree: ObjectID, head: ObjectID, at site: AgentSite, in repository: borrowing Repository
    ) throws -> AgentResult {
        try checkProgram(site.environment)
        // The kernel takes no longer one (MAX_ARG_STRLEN, execve(2)).
        guard preset.prompt != .argument || prompt.utf8.count < 128 << 10 else {
            throw StepFailure(
                .input,
                "the prompt has \(prompt.utf8.count >> 10) KiB, and agent '\(preset.name)' takes it as an argument, which may have 128"
            )
        }
        let sandbox = try sandbox(at: site)
        let scratch = try site.pool.forCommands(in: sandbox).checkout(of: tree, commit: head, in: repository)
        try Files.writeAtomically(Array(prompt.utf8), to: site.promptFile, durable: false)
        defer { try? Files.remove(site.promptFile) }
        let marker = "autowrk agent \(site.mark.value)"
        let references = try ReferenceGuard(repository, marker: marker)
        let administration = AdministrationGuard(repository)
        let output = try StepOutput(path: site.log, mask: site.secrets.mask, observe: site.show)
        var command = command(in: scratch.path, at: site, marker: marker, output: output.consumer)
        let child: ChildOutcome
        do throws(SystemError) {
            if let sandbox {
                let places = SandboxPlaces(
                    checkout: scratch.path, of: repository, readable: [site.promptFile],
                    writable: preset.writable)
                command = try sandbox.wrap(command, at: places)
            }
            child = try command.run()
        } catch {
            throw StepFailure(.missing, "agent '\(preset.name)' can't be started: \(error.description)")
        }
        output.settle()
        var result = AgentResult(tree: tree)
        result.failure = failure(of: child, output)
        if result.failure == nil {
            do {
                try take(scratch, since: tree, head, site, &result, repository)
            } catch {
                result.failure = Self.failure(of: error, self.preset.name)
            }
        }
        try repository.refreshObjects()
        let findings = try references.restore(repository)
        result.remarks += findings.remarks
        if !findings.moved.isEmpty, result.failure == nil {
            let names = findings.moved.map { "'\($0)'" }.joined(separator: ", ")
            result.failure = StepFailure(
                .exit,
                "agent '\(preset.name)' has moved \(names), where it had no business; all is back in its place"
            )
            (result.tree, result.commits) = (tree, [])
        }
        look(administration.look(), since: tree, &result)
        for remark in result.remarks { output.add(remark: remark) }
        result.outputBytes = try output.finish().totalBytes
        return result
    }

    /// Nil for an agent that is to have none. One that is to have one gets one or is not started: it was asked for.
    private func sandbox(at site: AgentSite) throws(StepFailure) -> CommandSandbox? {
        let demand = preset.isSandboxed ? SandboxDemand.required : .none
        var sandbox = try site.sandboxes.choose(demand, in: site.environment).sandbox
        sandbox?.hasNetwork = preset.hasNetwork
        return sandbox
    }

    private func look(
        _ findings: AdministrationGuard.Findings, since before: ObjectID, _ result: inout AgentResult
    ) {
        for name in findings.harmless + findings.dangerous {
            result.remarks.append("'\(name)' of the repository has changed while the agent was at work")
        }
        guard !findings.dangerous.isEmpty else { return }
        let names = findings.dangerous.map { "'\($0)'" }.joined(separator: ", ")
        result.failure = StepFailure(
            .conflict,
            "while agent '\(preset.name)' was at work, what Git runs for you has changed in \(names): look at it before you go on"
        )
        (result.tree, result.commits) = (before, [])
    }

    /// Looks at what was left, and stores it.
    private func take(
        _ scratch: borrowing ScratchCheckout, since before: ObjectID, _ head: ObjectID, _ site: AgentSite,
        _ result: inout AgentResult, _ repository: borrowing Repository
    ) throws {
        let size = try ChangedFiles(scratch)
        guard size.bytes <= limits.changedBytes, size.count <= limits.changedFiles else {
            throw StepFailure(
                .exit,
                "agent '\(preset.name)' has left \(size.count) new or changed files of \(size.bytes >> 20) MiB; at most \(limits.changedFiles) files and \(limits.changedBytes >> 20) MiB are taken"
            )
        }
        let capture = try scratch.capture(without: site.secrets, since: before, in: repository)
        for folder in capture.repositoriesLeftOut {
            result.remarks.append("'\(folder)' is a repository of its own and not part of the run's files")
        }
        try repository.refreshObjects()
        let commits = try AgentCommits(from: head, to: capture.head.id, in: repository)
        guard capture.tree != before else {
            throw StepFailure(.exit, "agent '\(preset.name)' has changed nothing")
        }
        result.tree = capture.tree
        guard keepsCommits else { return }
        if let remark = commits.remark { result.remarks.append(remark) }
        do {
            try ScratchCheckout.look(at: commits.ids, for: site.secrets, since: before, in: repository)
        } catch let failure as StepFailure {
            // The files that are left at the end have none: they count.
            result.remarks.append("\(failure.message): the agent's commits count as one change")
            return
        }
        result.commits = try commits.write(in: repository, committer: site.signature)
    }

    private static func failure(of error: any Error, _ name: String) -> StepFailure {
        if case ScratchError.gone? = error as? ScratchError {
            return StepFailure(.exit, "agent '\(name)' has deleted its checkout")
        }
        return StepFailure(wrapping: error)
    }
}

extension AgentCommand {
    private func command(
        in folder: String, at site: AgentSite, marker: String, output: @escaping ChildCommand.Consumer
    ) -> ChildCommand {
        var variables = AgentEnvironment.make(
            for: preset, from: site.environment, without: site.secrets.names, marker: marker)
        variables.merge(site.variables) { $1 }
        // What it commits in its checkout is no news.
        variables["AUTOWRK_HOOKS"] = "0"
        variables["AUTOWRK_PROMPT"] = site.promptFile
        variables["AUTOWRK_WORKSPACE"] = folder
        variables["PWD"] = folder
        variables["GIT_AUTHOR_NAME"] = site.signature.name
        variables["GIT_AUTHOR_EMAIL"] = site.signature.email
        // In blocks of 512 bytes (POSIX, ulimit): one file that fills the disk ends the agent, not the machine.
        let guarded = "ulimit -f \(limits.fileBytes / 512) && exec \"$@\""
        var command = ChildCommand(
            ["/bin/sh", "-c", guarded, "autowrk-agent"] + words(folder, site), in: folder,
            environment: variables, input: preset.prompt == .stdin ? .bytes(Array(prompt.utf8)) : .none,
            output: .stream(output), errorOutput: nil, timeLimit: preset.timeLimit)
        command.stopRequests = [site.stop]
        command.grace = .seconds(2)
        command.leftovers = .end(mark: site.mark)
        return command
    }

    private func words(_ folder: String, _ site: AgentSite) -> [String] {
        switch preset.invocation {
        // Of a command for the shell it is the last argument.
        case .shell(let text) where preset.prompt == .argument:
            ["/bin/sh", "-c", text + " \"$1\"", "autowrk-agent", prompt]
        case .shell(let text): ["/bin/sh", "-c", text]
        case .program(let words):
            words.map { word in
                word.replacing("{prompt-file}", with: site.promptFile).replacing("{folder}", with: folder)
                    .replacing("{prompt}", with: prompt)
            }
        }
    }

    /// Says which program is not there before anything is made for it.
    private func checkProgram(_ environment: [String: String]) throws(StepFailure) {
        guard case .program(let words) = preset.invocation, let program = words.first, !program.contains("/")
        else {
            return
        }
        let folders = (environment["PATH"] ?? "").split(separator: ":")
        guard !folders.contains(where: { Files.exists("\($0)/\(program)") }) else { return }
        throw StepFailure(
            .missing, "agent '\(preset.name)' is not installed: there is no program '\(program)' on the PATH")
    }

    private func failure(of child: ChildOutcome, _ output: StepOutput) -> StepFailure? {
        let name = preset.name
        var failure: StepFailure
        switch child.ending {
        case .exited(0): return nil
        // What the shell makes of SIGXFSZ (setrlimit(2)).
        case .exited(128 + 25), .signalled(25):
            failure = StepFailure(
                .signal, "agent '\(name)' has written a file of more than \(limits.fileBytes >> 20) MiB")
        case .exited(let status):
            let meaning = preset.exitStatuses[Int(status)].map { ": \($0)" } ?? ""
            failure = StepFailure(
                status == 127 ? .missing : .exit,
                "agent '\(name)' ended with exit status \(status)\(meaning)",
                exitStatus: Int(status))
        case .signalled(let signal):
            failure = StepFailure(.signal, "agent '\(name)' was ended by signal \(signal)")
        case .timedOut:
            failure = StepFailure(
                .timeout, "agent '\(name)' took longer than \(preset.timeLimit.components.seconds) s")
        case .stopped: failure = StepFailure(.cancelled, "stopped")
        }
        let tail = output.lastLines(40).joined(separator: "\n")
        if !tail.isEmpty { failure.output = String(tail.suffix(4000)) }
        return failure
    }
}
