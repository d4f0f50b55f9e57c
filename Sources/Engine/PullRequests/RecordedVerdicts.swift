public import Domain
import JSON
public import Journal

/// What was recorded about trees by those who have verified them.
public enum RecordedVerdicts {
    /// What is recorded on a tree: the newest result of each check. Nil where nothing is.
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
            for check in Verdict(tree: tree, data: event.data)?.checks ?? [] {
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

extension Verdict {
    fileprivate init?(tree: String, data: JSON.Object) {
        guard let checks = data["checks"]?.arrayValue else { return nil }
        self.init(tree: tree, checks: checks.compactMap { $0.objectValue.flatMap { CheckResult($0) } })
    }
}

extension CheckResult {
    fileprivate init?(_ data: JSON.Object) {
        guard let name = data["name"]?.stringValue,
            let status = data["status"]?.stringValue.flatMap({ Status(rawValue: $0) })
        else { return nil }
        self.init(
            name: name, kind: data["kind"]?.stringValue.flatMap { CheckKind(rawValue: $0) } ?? .custom,
            command: data["command"]?.stringValue ?? "", key: data["key"]?.stringValue ?? "",
            isCritical: data["critical"]?.boolValue ?? true, status: status,
            exitStatus: data["exit"]?.integerValue.map { Int($0) },
            milliseconds: data["milliseconds"]?.integerValue ?? 0,
            counts: data["counts"].map { counts in
                TestCounts(
                    passed: Int(counts["passed"]?.integerValue ?? 0),
                    failed: Int(counts["failed"]?.integerValue ?? 0),
                    skipped: Int(counts["skipped"]?.integerValue ?? 0))
            }, reason: data["reason"]?.stringValue)
    }
}
