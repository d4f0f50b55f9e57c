import Domain
import Engine
import Git
import JSON
import Platform
import Workflow

/// One verification on its way.
struct VerificationWork: ~Copyable {
    private let request: Verifier.Request
    private let plan: CheckPlan
    private let site: VerificationSite
    private let observe: @Sendable (VerificationProgress) -> Void
    private let environment: [String: String]
    private var view: TreeView
    private var versions: ToolVersions
    /// Made when the first check has to be performed.
    private var checkout: ScratchCheckout?
    /// What has come of the preparations, by folder and command: why one failed, with what it printed.
    private var preparations: [[String]: (failure: String, output: [UInt8])?] = [:]
    private var wasStopped = false
    /// Nil where checks run without one.
    private let sandbox: CommandSandbox?

    /// - Throws: where a sandbox is required and can't be made.
    init(
        _ request: Verifier.Request, _ plan: CheckPlan, _ site: VerificationSite,
        _ observe: @escaping @Sendable (VerificationProgress) -> Void, in repository: borrowing Repository
    ) throws(StepFailure) {
        let choice = try site.sandboxes.choose(site.sandbox, in: site.environment)
        if let remark = choice.remark { observe(.remarked(remark)) }
        sandbox = choice.sandbox
        (self.request, self.plan, self.site, self.observe) = (request, plan, site, observe)
        view = TreeView(request.tree)
        var variables = site.checkEnvironment
        // Where what others have installed may be found, to be copied or run from there.
        variables["AUTOWRK_ORIGIN"] = repository.workingDirectory
        environment = variables
        versions = ToolVersions(
            commonDirectory: repository.commonDirectory, environment: variables, folder: site.folder,
            sandbox: choice.sandbox)
    }

    mutating func perform(known: KnownVerdicts, in repository: borrowing Repository) throws -> Verification {
        var (results, performed): ([CheckResult], [CheckResult]) = ([], [])
        var outputs: [String: [UInt8]] = [:]
        var blocker: String?
        let failsFast = request.failsFast ?? plan.failsFast
        for check in plan.checks {
            var result: CheckResult
            let toolchain = Toolchain(of: check, environment: environment, &versions, &view, repository)
            let blank = try blank(check, toolchain, repository)
            wasStopped = wasStopped || site.stop.isStopped
            if wasStopped || blocker != nil {
                result = blank
                result.reason = wasStopped ? "stopped" : "'\(blocker ?? "")' has failed"
                observe(.ended(result, isKnown: false))
            } else if let settled = try standIn(for: check, blank, toolchain, known, repository) {
                result = settled.result
                if settled.isNew { performed.append(result) }
                observe(.ended(result, isKnown: true))
            } else {
                let outcome = try perform(check, toolchain, blank, repository)
                result = outcome.result
                // What was only guessed, and can't be begun here, says nothing against the tree; a script of the
                // project that names a program which is not there does. Tests are what a verdict is worth:
                // without them somebody has to know.
                if check.isDetected, check.kind != .test, !outcome.hasBegun { result.isCritical = false }
                wasStopped = wasStopped || outcome.wasStopped
                // A program that is not there is looked for each time, and told of once.
                let isNews = result.status != .missing || !known.repeats(result, on: request.tree)
                if !outcome.wasStopped, isNews {
                    if !outcome.output.isEmpty {
                        let name = Verification.attachment(of: check.name, besides: outputs.keys)
                        (result.output, outputs[name]) = (name, outcome.output)
                    }
                    performed.append(result)
                }
                observe(.ended(result, isKnown: false))
            }
            results.append(result)
            if result.isBlocking, failsFast, blocker == nil { blocker = check.name }
        }
        versions.save()
        removeBuild()
        return Verification(
            tree: request.tree, commit: request.commit,
            verdict: Verdict(tree: request.tree.hex, checks: results, plan: plan.critical),
            performed: performed, outputs: outputs, wasStopped: wasStopped,
            isRestricted: !request.names.isEmpty)
    }

    /// The result of a check that was not performed, with what tells it apart.
    private func blank(
        _ check: CheckDefinition, _ toolchain: Toolchain, _ repository: borrowing Repository
    ) throws -> CheckResult {
        CheckResult(
            name: check.name, kind: check.kind, command: check.command,
            key: try key(of: check, toolchain, inSandbox: sandbox != nil, repository),
            toolchain: toolchain.versions, isCritical: check.isCritical, status: .skipped)
    }

    private func key(
        of check: CheckDefinition, _ toolchain: Toolchain, inSandbox: Bool, _ repository: borrowing Repository
    ) throws -> String {
        var identity: JSON.Object = [
            "check": check.identity,
            "toolchain": .object(JSON.Object(toolchain.versions.map { ($0, .string($1)) })),
        ]
        // Verdicts that were made before there were sandboxes keep their keys.
        if inSandbox { identity["sandbox"] = true }
        return try repository.name(ofObject: Array(JSON.object(identity).canonical.utf8), as: .blob).hex
    }

    /// What is known of a check on a tree. What has passed in a sandbox counts without one, too; what has failed
    /// there may have failed for lack of a network.
    private func known(
        _ key: String, in other: String, on tree: ObjectID, _ known: KnownVerdicts
    ) -> CheckResult? {
        if let result = known.result(of: tree, key: key) { return result }
        guard let result = known.result(of: tree, key: other), result.isGood else { return nil }
        return result
    }

    /// What is known of a check without performing it; nil when it has to be performed.
    private func standIn(
        for check: CheckDefinition, _ blank: CheckResult, _ toolchain: Toolchain, _ known: KnownVerdicts,
        _ repository: borrowing Repository
    ) throws -> (result: CheckResult, isNew: Bool)? {
        guard request.usesKnown else { return nil }
        let sandboxed = try key(of: check, toolchain, inSandbox: true, repository)
        if var result = self.known(blank.key, in: sandboxed, on: request.tree, known) {
            (result.name, result.isCritical) = (check.name, check.isCritical)
            return (result, false)
        }
        guard !check.paths.isEmpty else { return nil }
        for candidate in known.candidates {
            guard let earlier = self.known(blank.key, in: sandboxed, on: candidate, known), earlier.isGood
            else { continue }
            let patterns = check.paths.map { GlobPattern($0) }
            let changes = try repository.changes(from: candidate, to: request.tree)
            let touches = changes.contains { change in
                [change.old?.path, change.new?.path].contains { path in
                    path.map { Self.matches($0, patterns) } ?? false
                }
            }
            if touches { continue }
            var result = blank
            result.standIn = earlier.standIn ?? candidate.hex
            result.counts = earlier.counts
            result.reason = "nothing it depends on differs from tree \((result.standIn ?? "").prefix(10))"
            return (result, true)
        }
        return nil
    }

    /// The last pattern that matches decides. Exclusions alone are taken from everything.
    private static func matches(_ path: String, _ patterns: [GlobPattern]) -> Bool {
        guard let last = patterns.last(where: { $0.matches(path) }) else {
            return patterns.allSatisfy(\.isExclusion)
        }
        return !last.isExclusion
    }

    private mutating func perform(
        _ check: CheckDefinition, _ toolchain: Toolchain, _ blank: CheckResult,
        _ repository: borrowing Repository
    ) throws -> CheckRun.Outcome {
        var result = blank
        if !toolchain.missing.isEmpty {
            let names = toolchain.missing.map { "'\($0)'" }.joined(separator: ", ")
            (result.status, result.reason) = (
                .missing, "\(names) \(toolchain.missing.count == 1 ? "is" : "are") not there"
            )
            return CheckRun.Outcome(result: result, output: [], hasBegun: false)
        }
        let path = try openCheckout(repository)
        let sandbox = try checkSandbox(path, repository)
        var variables = variables(in: check.folder, toolchain)
        if let preparation = check.preparation,
            let failed = try prepare(
                preparation, in: path, sandbox, self.variables(in: preparation.folder, toolchain)),
            preparation.isNeeded
        {
            (result.status, result.reason) = (.missing, failed.failure)
            result.excerpt = String(decoding: failed.output.suffix(4000), as: UTF8.self)
            return CheckRun.Outcome(
                result: result, output: failed.output, wasStopped: site.stop.isStopped, hasBegun: false)
        }
        for (name, value) in check.environment { variables[name] = value }
        let run = CheckRun(check: check, site: site, sandbox: sandbox, observe: observe)
        return try run.perform(in: path, environment: variables, result) { report in
            view.entry(TreeView.join(check.folder, report), repository) != nil
        }
    }

    private func checkSandbox(
        _ checkout: String, _ repository: borrowing Repository
    ) throws(SystemError) -> CheckSandbox? {
        guard let sandbox else { return nil }
        let build = "\(site.folder)/build"
        try Files.createDirectories(build)
        return CheckSandbox(
            sandbox: sandbox, places: SandboxPlaces(checkout: checkout, of: repository, writable: [build]))
    }

    /// What a command of this folder gets to know.
    private func variables(in folder: String, _ toolchain: Toolchain) -> [String: String] {
        var variables = environment
        variables["PATH"] = (toolchain.folders + [variables["PATH"] ?? ""]).joined(separator: ":")
        if let origin = environment["AUTOWRK_ORIGIN"], !folder.isEmpty {
            variables["AUTOWRK_ORIGIN"] = "\(origin)/\(folder)"
        }
        // For what is built outside of the tree. Two projects of one tree must not meet there; a number, as the
        // build of a folder would have those of the folders in it in its own ones.
        let folders = plan.checks.flatMap { [$0.folder, $0.preparation?.folder ?? ""] }
        variables["AUTOWRK_BUILD"] = "\(site.folder)/build/\(folders.firstIndex(of: folder) ?? folders.count)"
        return variables
    }

    private mutating func openCheckout(_ repository: borrowing Repository) throws -> String {
        try Files.createDirectories(above: site.folder)
        try Files.createPrivateDirectory(site.folder)
        if checkout == nil {
            observe(.preparing("checkout"))
            checkout = try site.pool.forCommands(in: sandbox)
                .checkout(of: request.tree, commit: request.commit, in: repository)
        }
        switch checkout {
        case .some(let checkout): return checkout.path
        case nil: preconditionFailure("it was made just before")
        }
    }

    /// Makes a folder ready, once for each command; tells why that failed.
    private mutating func prepare(
        _ preparation: Preparation, in checkout: String, _ sandbox: CheckSandbox?,
        _ variables: [String: String]
    ) throws -> (failure: String, output: [UInt8])? {
        let key = [preparation.folder, preparation.command]
        if let known = preparations[key] { return known }
        observe(.preparing(preparation.name))
        let files = try CheckCommand(preparation.command, in: site.folder)
        defer { files.remove() }
        let output = try StepOutput(path: files.log, mask: site.secrets.mask, limits: site.limits)
        var command = try files.command(
            site, in: checkout, preparation.folder, environment: variables,
            timeLimit: preparation.timeLimit, output: output.consumer)
        if let sandbox { command = try sandbox.wrap(command, files) }
        let child = try command.run()
        output.settle()
        _ = try output.finish()
        var outcome: (failure: String, output: [UInt8])?
        if !child.succeeded { outcome = ("'\(preparation.name)' has failed", try Files.read(files.log)) }
        preparations[key] = .some(outcome)
        return outcome
    }

    private func removeBuild() { try? Files.removeTree(site.folder + "/build") }
}
