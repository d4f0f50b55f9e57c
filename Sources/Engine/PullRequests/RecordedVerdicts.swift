public import Domain
public import Journal

/// What was recorded about trees by those who have verified them.
public enum RecordedVerdicts {
    /// What is recorded on a tree: the newest result of each check, and the newest plan. Nil where nothing is.
    ///
    /// - Parameters:
    ///   - tree: in hexadecimal.
    ///   - journal: where it stands.
    public static func verdict(
        of tree: String, in journal: inout Journal
    ) throws(JournalError) -> Verdict? {
        guard let stream = StreamName("verdict/\(tree)") else { return nil }
        var verdict = Verdict(tree: tree, checks: [])
        try journal.forEachEvent(of: stream) { event in
            guard event.type.description == "tree_verified" else { return true }
            let said = Verdict(tree: tree, event.data)
            if !said.plan.isEmpty { verdict.plan = said.plan }
            for check in said.checks {
                if let place = verdict.checks.firstIndex(where: { $0.name == check.name }) {
                    verdict.checks[place] = check
                } else {
                    verdict.checks.append(check)
                }
            }
            return true
        }
        return verdict.checks.isEmpty ? nil : verdict
    }
}
