public import Git

/// What is checked otherwise on one tree than on the one that it was made from: who writes the files may by that
/// have decided what they are checked for, and a person has to look.
public struct PlanComparison: Sendable, Equatable {
    /// For people, one line each; empty where nothing has changed.
    public private(set) var remarks: [String] = []

    /// Compares the checks of two trees.
    ///
    /// What the commands of `.autowrk/verify.yml` call, and the tests themselves, are not compared.
    ///
    /// - Parameters:
    ///   - before: the tree that the other one was made from.
    ///   - after: the one that is verified.
    ///   - repository: where they are.
    ///   - tables: reads what checks are found by.
    public init(
        from before: ObjectID, to after: ObjectID, in repository: borrowing Repository,
        tables: () throws(VerificationError) -> VerificationTables
    ) throws(VerificationError) {
        if before == after { return }
        // A definition that nobody can read has no checks.
        let old = (try? CheckPlan(of: before, in: repository, tables: tables).checks) ?? []
        let new = try CheckPlan(of: after, in: repository, tables: tables).checks
        var views = (before: TreeView(before), after: TreeView(after))
        for check in old {
            guard let other = new.first(where: { $0.name == check.name }) else {
                remarks.append("check '\(check.name)' is gone")
                continue
            }
            if other.command != check.command {
                remarks.append(
                    "check '\(check.name)' runs '\(other.command.firstLine)' in place of '\(check.command.firstLine)'"
                )
            } else if other.identity != check.identity || other.isCritical != check.isCritical {
                remarks.append("check '\(check.name)' is another one")
            }
            for sign in check.definedBy {
                let was = views.before.texts(of: sign, in: check.folder, repository)
                let now = views.after.texts(of: sign, in: check.folder, repository)
                for path in Set(was.keys).union(now.keys).sorted() where was[path] != now[path] {
                    let remark = "'\(path)' has changed, which says what check '\(check.name)' does"
                    if !remarks.contains(remark) { remarks.append(remark) }
                }
            }
        }
    }
}

extension String {
    /// The first line, cut where it is long.
    fileprivate var firstLine: String {
        let line = prefix { !$0.isNewline }
        return line.count > 60 || line.utf8.count < utf8.count ? line.prefix(60) + "…" : String(line)
    }
}
