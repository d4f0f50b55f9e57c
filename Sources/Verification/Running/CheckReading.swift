import Domain
import Platform

/// Makes a check's result of how its command has ended, what it has printed and what it has written.
struct CheckReading {
    let check: CheckDefinition

    /// In characters: it is part of an event, together with those of all other checks.
    private static let longestExcerpt = 8000

    /// The result of a check.
    ///
    /// - Parameters:
    ///   - blank: what is known of it without performing it.
    ///   - child: how its command has ended.
    ///   - watcher: what it has printed.
    ///   - report: what it has written.
    func result(
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
            (result.status, result.reason) = (.timedOut, "longer than \(TimeSpan.text(check.timeLimit))")
        case .stopped: (result.status, result.reason) = (.skipped, "stopped")
        }
        if result.status == .failed, let line = watcher.missing {
            (result.status, result.reason) = (.missing, String(line.prefix(200)))
        }
        if check.kind == .test, isEmpty(result, watcher) {
            (result.status, result.counts, result.foundNoTests) = (.skipped, nil, true)
        }
        if result.status == .failed || result.status == .timedOut || result.status == .missing {
            result.excerpt = excerpt(watcher, report).map { String($0.prefix(Self.longestExcerpt)) }
        }
        return result
    }

    /// Whether there was no test: an exit status of 0 alone does not show that any has passed.
    private func isEmpty(_ result: CheckResult, _ watcher: OutputWatcher) -> Bool {
        if let status = result.exitStatus, check.emptyStatuses.contains(status) { return true }
        let total = result.counts.map(\.total) ?? 0
        guard total == 0 else { return false }
        if result.status == .passed { return watcher.saidEmpty || result.counts != nil }
        // One package without tests says nothing of the one behind it that has failed: only those runners may
        // excuse a failure that name it.
        return result.status == .failed && watcher.failedEmpty
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
