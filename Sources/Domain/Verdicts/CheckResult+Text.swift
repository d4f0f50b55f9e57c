extension CheckResult {
    /// The result in one line, as in `pytest: 42 passed, 1 failed (3.2 s)`.
    public var line: String { "\(name): \(words)" }

    /// What is behind the name, as in `42 passed, 1 failed (3.2 s)`.
    public var words: String {
        var parts = [outcome]
        if let reason { parts.append(reason) }
        return parts.joined(separator: ": ") + (hasRun ? " (\(TimeSpan.text(milliseconds)))" : "")
    }

    private var outcome: String {
        switch status {
        case .passed, .failed:
            if let counts, counts.total > 0, status == .passed || counts.failed > 0 { return counts.text }
            return status == .passed ? "passed" : "failed" + (exitStatus.map { ", exit status \($0)" } ?? "")
        case .timedOut: return "took too long"
        case .missing: return "can't be performed"
        case .skipped: return foundNoTests ? "no tests found" : "skipped"
        }
    }

    /// Whether a command was run for it, so that it has a duration.
    private var hasRun: Bool { milliseconds > 0 && standIn == nil }
}

extension TestCounts {
    /// All of them.
    public var total: Int { passed + failed + skipped }

    /// As in `42 passed, 1 failed, 3 skipped`; what is zero is left out, except that something is said.
    public var text: String {
        var parts = ["\(passed) passed"]
        if failed > 0 { parts.append("\(failed) failed") }
        if skipped > 0 { parts.append("\(skipped) skipped") }
        return parts.joined(separator: ", ")
    }
}

extension Verdict {
    /// The verdict in one line, as in `passed, 42 passed`, `failed: pytest` or `incomplete: without pytest`.
    public var headline: String {
        if checks.isEmpty { return "nothing was verified" }
        let blocking = checks.filter(\.isBlocking).map(\.name)
        guard blocking.isEmpty else { return "failed: \(blocking.joined(separator: ", "))" }
        guard isUnopposed else { return "nothing was verified" }
        guard unfinished.isEmpty else { return "incomplete: without \(unfinished.joined(separator: ", "))" }
        return (["passed"] + (counts.map { [$0.text] } ?? [])).joined(separator: ", ")
            + (hasTests ? "" : ", without tests")
    }

    /// The verdict as a note on a commit says it: the headline, and a line for each check.
    public var note: String {
        ([Self.noteTitle + headline] + checks.map { "- \($0.line)" }).joined(separator: "\n") + "\n"
    }

    private static let noteTitle = "Verification: "

    /// Whether a line is the first one of such a note; people may begin theirs with the same word.
    public static func isNoteTitle(_ line: String) -> Bool {
        guard line.hasPrefix(noteTitle) else { return false }
        let headline = line.dropFirst(noteTitle.count)
        return ["passed", "nothing was verified"].contains(headline)
            || ["passed, ", "failed: ", "incomplete: "].contains { headline.hasPrefix($0) }
    }
}
