/// The description of a pull request: `## Summary` where its author has something to say, `## Changes`, `## Verification`, `Fixes #N`. The format is in
/// `PullRequests.md`.
public enum PullRequestDescription {
    /// A file that is different.
    public struct File: Sendable, Equatable {
        /// From the top of the tree.
        public var path: String
        /// What happened to it beside other content, as in `new`.
        public var remark: String?

        /// A file with what happened to it.
        public init(_ path: String, _ remark: String? = nil) { (self.path, self.remark) = (path, remark) }
    }

    /// What the author of a change says of it.
    public struct Report: Sendable, Equatable {
        /// What was changed and why; empty for nothing.
        public var summary: String
        /// Why the author has not come to an end; nil for one who has.
        public var partial: String?

        /// A report of these parts.
        public init(summary: String = "", partial: String? = nil) {
            (self.summary, self.partial) = (summary, partial)
        }
    }

    private static let heading = "## Verification"
    /// More than that nobody reads.
    private static let longest = (summary: 40, subjects: 20, files: 10)

    /// The whole description.
    ///
    /// - Parameters:
    ///   - subjects: of the commits, the oldest first.
    ///   - files: those that are different.
    ///   - report: of the author; its words are quoted, as they are no part of the form.
    ///   - verdict: on the head's tree; nil where nobody has verified it.
    ///   - issue: that it settles; named when it is a number.
    public static func text(
        subjects: [String], files: [File], report: Report? = nil, verdict: Verdict?, issue: String?
    ) -> String {
        var text = section(report) + "## Changes\n\n"
        for subject in subjects.prefix(longest.subjects) { text += "- \(line(subject))\n" }
        if subjects.count > longest.subjects {
            text += "- … and \(subjects.count - longest.subjects) more commits\n"
        }
        text += "\n\(summary(of: files))\n\n\(verification(verdict))"
        if let issue, Int(issue) != nil { text += "\nFixes #\(issue)\n" }
        return text
    }

    private static func section(_ report: Report?) -> String {
        guard let report, !(report.summary.isEmpty && report.partial == nil) else { return "" }
        var text = "## Summary\n\n"
        let lines = report.summary.split(separator: "\n", omittingEmptySubsequences: false)
            .prefix(longest.summary)
        if !report.summary.isEmpty {
            text += lines.map { line(String($0)).isEmpty ? ">\n" : "> \(line(String($0)))\n" }.joined() + "\n"
        }
        if let partial = report.partial {
            text += "⚠ The work was not brought to its end, a person has to look at it: \(line(partial))\n\n"
        }
        return text
    }

    /// The same description with what a later verdict says. One without the section, or with what a person has
    /// written there, stays as it is.
    public static func text(_ text: String, verifiedBy verdict: Verdict?) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        guard let place = place(in: lines) else { return text }
        let section = verification(verdict).split(separator: "\n", omittingEmptySubsequences: false)
        lines.replaceSubrange(
            place,
            with: section.map { String($0) }.dropLast() + (place.upperBound < lines.endIndex ? [""] : []))
        let joined = lines.joined(separator: "\n")
        return joined.hasSuffix("\n") ? joined : joined + "\n"
    }

    /// The same description with what a person has to look at, in a section of its own in front.
    public static func text(_ text: String, remarks: [String]) -> String {
        if remarks.isEmpty { return text }
        let lines = remarks.map { "- ⚠ \(line($0))\n" }.joined()
        return "## To look at\n\n\(lines)\n\(text)"
    }

    /// Whether a description has the section, as it is made here.
    public static func tellsVerdict(_ text: String) -> Bool {
        place(in: text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }) != nil
    }

    /// The lines of the section, up to what somebody else has written below it.
    private static func place(in lines: [String]) -> Range<Int>? {
        guard let start = lines.firstIndex(of: heading) else { return nil }
        let end = lines[(start + 1)...].firstIndex { !$0.isEmpty && !isOwn($0) } ?? lines.endIndex
        return lines[start..<end].contains(where: isOwn) ? start..<end : nil
    }

    private static func isOwn(_ line: String) -> Bool {
        line == notVerified || ["✓", "✗", "⚠", "–"].contains { line.hasPrefix("- \($0) ") }
    }

    private static let notVerified = "Not verified: no check has looked at these files."

    /// The section, with its heading.
    private static func verification(_ verdict: Verdict?) -> String {
        let lines = verdict.map { Self.lines(for: $0) } ?? []
        return "\(heading)\n\n"
            + (lines.isEmpty ? [notVerified] : lines.map { "- \($0)" })
            .map { $0 + "\n" }.joined()
    }

    /// What a verdict says, one line a check.
    public static func lines(for verdict: Verdict) -> [String] {
        var lines = verdict.checks.map { line(for: $0) }
        let named = Set(verdict.checks.map(\.name))
        lines += verdict.unfinished.filter { !named.contains($0) }.map { "– \(line($0)): not performed" }
        if !verdict.checks.isEmpty, verdict.needsReview {
            lines.append("⚠ no tests were run: a person has to look at it")
        }
        return lines
    }

    /// As in `✓ pytest: 42 passed (1.2 s)`.
    private static func line(for check: CheckResult) -> String {
        let remark = check.isCritical || check.status != .failed ? "" : ", not critical"
        return "\(mark(check)) \(line(check.line))\(remark)"
    }

    private static func mark(_ check: CheckResult) -> String {
        switch check.status {
        case .passed: "✓"
        case .skipped: check.isGood ? "✓" : "–"
        case .failed, .timedOut, .missing: check.isCritical ? "✗" : "⚠"
        }
    }

    private static func summary(of files: [File]) -> String {
        if files.isEmpty { return "No file is different." }
        let names = files.prefix(longest.files).map { file in
            "`\(line(file.path).replacing("`", with: "'"))`" + (file.remark.map { " (\($0))" } ?? "")
        }
        let rest = files.count > longest.files ? ", …" : ""
        return "\(files.count) file\(files.count == 1 ? "" : "s"): \(names.joined(separator: ", "))\(rest)"
    }

    /// A text from outside in one line.
    private static func line(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    }
}
