import Git
import Journal

extension DoctorCheck {
    /// Settings that take away what the journal promises.
    static let configuration = DoctorCheck(name: "configuration") { (journal, session) throws(Failure) in
        let configuration = try session.configuration(of: journal.repository)
        var diagnoses: [Diagnosis] = []
        if configuration.string("gc.pruneExpire") == "now" {
            diagnoses.append(
                .problem(
                    "gc.pruneExpire is 'now': 'git gc' beside a writer can take away what it has just written",
                    remedy: "git config --unset gc.pruneExpire"))
        }
        if configuration.bool("autowrk.fsync") == false {
            diagnoses.append(
                .warning(
                    "autowrk.fsync is off: events can be lost with the power",
                    remedy: "git config --unset autowrk.fsync"))
        }
        for pattern in configuration.strings("transfer.hideRefs") where "refs/autowrk/".hasPrefix(pattern) {
            diagnoses.append(
                .problem("transfer.hideRefs '\(pattern)' keeps other clones from syncing with this one"))
        }
        if let word = configuration.string("autowrk.prePush"), PrePushHook.Policy(word) == nil {
            diagnoses.append(.problem(PrePushHook.Policy.unknown(word)))
        }
        return diagnoses.isEmpty ? [.ok("nothing in the way")] : diagnoses
    }
}
