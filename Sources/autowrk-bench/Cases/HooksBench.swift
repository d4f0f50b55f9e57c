import Platform

/// Repositories that differ in their hooks alone.
struct HookBench {
    /// One of them.
    struct Variant {
        let name: String
        let path: String
        /// Whether our hooks are in it.
        let isOurs: Bool
        /// Which branch is checked out.
        let branch: String
    }

    static let rounds = 40
    static let none = "without hooks"
    private static let one = "one empty sh hook"
    private static let same = "empty sh hooks of the same names"
    private static let lefthook = "Lefthook, three hooks"
    static let ours = "ours"
    static let oursOnIssue = "ours, on the branch of an issue"

    private let subject: String
    private let workbench: Workbench

    init(_ subject: String, on workbench: Workbench) throws {
        (self.subject, self.workbench) = (subject, workbench)
    }

    /// The repositories; nil where our program was not built.
    func variants() throws -> [Variant]? {
        guard let program = OwnProgram.path else { return nil }
        var variants = [try make(Self.none), try make(Self.one), try make(Self.same)]
        try writeEmptyHooks(["post-commit", "pre-push"].filter { $0.hasSuffix(subject) }, in: variants[1])
        try writeEmptyHooks(
            ["prepare-commit-msg", "commit-msg", "post-commit", "post-rewrite", "pre-push", "post-checkout"],
            in: variants[2])
        if subject != "rebase", (try? workbench.run(["lefthook", "version"], in: workbench.folder)) != nil {
            let variant = try make(Self.lefthook)
            let names = subject == "push" ? ["pre-push"] : ["pre-commit", "commit-msg", "post-commit"]
            let text = names.map { "\($0):\n  commands:\n    nothing:\n      run: 'true'\n" }.joined()
            try Files.writeAtomically(Array(text.utf8), to: "\(variant.path)/lefthook.yml", durable: false)
            try workbench.run(["lefthook", "install"], in: variant.path)
            variants.append(variant)
        }
        for (name, branch) in [(Self.ours, "main"), (Self.oursOnIssue, "fix/issue-1")] {
            let variant = try make(name, on: branch, isOurs: true)
            try workbench.run([program, "init", "--quiet"], in: variant.path)
            variants.append(variant)
        }
        return variants
    }

    private func make(_ name: String, on branch: String = "main", isOurs: Bool = false) throws -> Variant {
        let path = workbench.path("hooks-\(subject)-\(name.replacing(" ", with: "-"))")
        try workbench.run(["git", "init", "--quiet", "--bare", path + ".git"], in: workbench.folder)
        try workbench.run(
            ["git", "init", "--quiet", "--initial-branch=main", path], in: workbench.folder)
        try workbench.run(["git", "commit", "--quiet", "--allow-empty", "--message", "first"], in: path)
        try workbench.run(["git", "remote", "add", "origin", path + ".git"], in: path)
        if branch != "main" { try workbench.run(["git", "checkout", "--quiet", "-b", branch], in: path) }
        return Variant(name: name, path: path, isOurs: isOurs, branch: branch)
    }

    private func writeEmptyHooks(_ names: [String], in variant: Variant) throws {
        for name in names {
            try Files.writeAtomically(
                Array("#!/bin/sh\nexit 0\n".utf8), to: "\(variant.path)/.git/hooks/\(name)", durable: false,
                permissions: 0o777)
        }
    }

    /// What each variant adds to the one without hooks.
    func findings(
        _ rounds: Rounds, _ variants: [Variant], of command: String, bound: Measurement.Bound?
    ) -> Findings {
        let base = rounds.median(Self.none)
        func added(_ name: String) -> Double { rounds.median(name) - base }
        let names = Set(variants.map(\.name))
        var findings = Findings()
        for name in [Self.ours, Self.oursOnIssue] {
            for reference in [Self.same, Self.one, Self.lefthook] where names.contains(reference) {
                // A rebase runs no hook once.
                if reference == Self.one, subject == "rebase" { continue }
                findings.measurements.append(
                    Measurement(
                        "added to \(command), \(name)", added(name), .milliseconds, beside: reference,
                        added(reference), bound: bound))
            }
        }
        findings.remarks = ["\(command) without hooks: \((base * 10).rounded() / 10) ms; medians, in turns"]
        if subject != "rebase", !names.contains(Self.lefthook) {
            findings.remarks.append("skipped 'Lefthook': no 'lefthook' on the PATH")
        }
        return findings
    }
}
