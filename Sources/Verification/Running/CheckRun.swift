import Domain
import Engine
import Platform
import Synchronization

/// One check on its way.
struct CheckRun {
    let check: CheckDefinition
    let site: VerificationSite
    let observe: @Sendable (VerificationProgress) -> Void
    /// The reports that are part of the tree, from the check's folder.
    let tracked: Set<String>

    /// What came of it.
    struct Outcome {
        var result: CheckResult
        var output: [UInt8]
        var wasStopped = false
    }

    /// Runs the command in a checkout and reads what it has left.
    func perform(
        in checkout: String, environment: [String: String], _ blank: CheckResult
    ) throws -> Outcome {
        let files = try CheckCommand(check.command, in: site.folder)
        defer { files.remove() }
        let working = check.folder.isEmpty ? checkout : "\(checkout)/\(check.folder)"
        let reports = Reports(check.reports, in: working)
        reports.clear(except: tracked)
        let watcher = Mutex(OutputWatcher(check.formats))
        let (observe, name) = (observe, check.name)
        let output = try StepOutput(path: files.log, mask: site.secrets.mask, limits: site.limits) { bytes in
            observe(.printed(name, bytes))
            let counts = watcher.withLock { $0.feed(bytes) ? $0.counts : nil }
            if let counts { observe(.counted(name, counts)) }
        }
        observe(.began(name))
        let command = try files.command(
            site, in: checkout, check.folder, environment: environment, timeLimit: check.timeLimit,
            output: output.consumer)
        let child: ChildOutcome
        do { child = try command.run() } catch {
            var result = blank
            (result.status, result.reason) = (.missing, error.description)
            return Outcome(result: result, output: [])
        }
        output.settle()
        let report = reports.read(and: files.reports, except: tracked)
        var result = watcher.withLock { watcher in
            watcher.finish()
            return self.result(blank, child, watcher, report)
        }
        result.excerpt = result.excerpt.map { site.secrets.mask.apply(to: $0) }
        result.milliseconds = max(1, Int64(child.milliseconds))
        _ = try output.finish()
        return Outcome(
            result: result, output: try Files.read(files.log), wasStopped: child.ending == .stopped)
    }

    private func result(
        _ blank: CheckResult, _ child: ChildOutcome, _ watcher: OutputWatcher, _ report: JUnitReport?
    ) -> CheckResult {
        var result = blank
        result.counts = check.kind == .test || report != nil ? report?.counts ?? watcher.counts : nil
        switch child.ending {
        case .exited(0): result.status = .passed
        case .exited(let status):
            (result.status, result.exitStatus) = (.failed, Int(status))
            if status == 127 { (result.status, result.reason) = (.missing, "a command was not found") }
            if status == 126 { (result.status, result.reason) = (.missing, "a command can't be run") }
        case .signalled(let signal): (result.status, result.reason) = (.failed, "ended by signal \(signal)")
        case .timedOut:
            (result.status, result.reason) = (.timedOut, "longer than \(check.timeLimit / 1000) s")
        case .stopped: (result.status, result.reason) = (.timedOut, "stopped")
        }
        if result.status == .failed, let line = watcher.missing {
            (result.status, result.reason) = (.missing, String(line.prefix(200)))
        }
        if check.kind == .test, isEmpty(result, watcher) {
            (result.status, result.counts, result.foundNoTests) = (.skipped, nil, true)
        }
        if result.status == .failed || result.status == .timedOut || result.status == .missing {
            result.excerpt = excerpt(watcher, report)
        }
        return result
    }

    /// Whether there was no test: an exit status of 0 alone does not show that any has passed.
    private func isEmpty(_ result: CheckResult, _ watcher: OutputWatcher) -> Bool {
        if let status = result.exitStatus, check.emptyStatuses.contains(status) { return true }
        let total = result.counts.map(\.total) ?? 0
        guard total == 0 else { return false }
        if result.status == .passed { return watcher.saidEmpty || result.counts != nil }
        return result.status == .failed && watcher.saidEmpty
    }

    private func excerpt(_ watcher: OutputWatcher, _ report: JUnitReport?) -> String? {
        let lines = watcher.relevantLines
        // Reports name what failed where the output says little, as that of quiet runners.
        guard let failures = report?.failures, !failures.isEmpty, (lines?.utf8.count ?? 0) < 200 else {
            return lines
        }
        return ([lines].compactMap { $0 } + failures).joined(separator: "\n")
    }
}
