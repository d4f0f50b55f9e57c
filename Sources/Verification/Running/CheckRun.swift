import Domain
import Engine
import Platform
import Synchronization

/// One check on its way.
struct CheckRun {
    let check: CheckDefinition
    let site: VerificationSite
    let sandbox: CheckSandbox?
    let observe: @Sendable (VerificationProgress) -> Void

    /// What came of it.
    struct Outcome {
        var result: CheckResult
        var output: [UInt8]
        var wasStopped = false
        /// Whether its command could be started at all: its tools are there, and the folder is ready.
        var hasBegun = true
    }

    /// Runs the command in a checkout and reads what it has left.
    ///
    /// - Parameter isTracked: whether a report, by its path from the check's folder, is part of the tree, and so
    ///   none of this verification's.
    func perform(
        in checkout: String, environment: [String: String], _ blank: CheckResult,
        isTracked: (String) -> Bool
    ) throws -> Outcome {
        let files = try CheckCommand(check.command, in: site.folder)
        defer { files.remove() }
        let working = check.folder.isEmpty ? checkout : "\(checkout)/\(check.folder)"
        let reports = Reports(check.reports, in: working)
        reports.clear(except: isTracked)
        let watcher = Mutex(OutputWatcher(check.formats))
        let (observe, name) = (observe, check.name)
        let output = try StepOutput(path: files.log, mask: site.secrets.mask, limits: site.limits) { bytes in
            observe(.printed(name, bytes))
            let counts = watcher.withLock { $0.feed(bytes) ? $0.counts : nil }
            if let counts { observe(.counted(name, counts)) }
        }
        observe(.began(name))
        var command = try files.command(
            site, in: checkout, check.folder, environment: environment, timeLimit: check.timeLimit,
            output: output.consumer)
        let child: ChildOutcome
        do throws(SystemError) {
            if let sandbox { command = try sandbox.wrap(command, files) }
            child = try command.run()
        } catch {
            var result = blank
            (result.status, result.reason) = (.missing, error.description)
            return Outcome(result: result, output: [])
        }
        output.settle()
        let report = reports.read(and: files.reports, except: isTracked)
        var result = watcher.withLock { watcher in
            watcher.finish()
            return CheckReading(check: check).result(blank, child, watcher, report)
        }
        result.excerpt = result.excerpt.map { site.secrets.mask.apply(to: $0) }
        result.milliseconds = max(1, Int64(child.milliseconds))
        _ = try output.finish()
        return Outcome(
            result: result, output: try Files.read(files.log), wasStopped: child.ending == .stopped)
    }
}
