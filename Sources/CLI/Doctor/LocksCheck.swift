import Git
import Journal

extension DoctorCheck {
    /// A lock file of Git's stays behind when a process is killed.
    static let locks = DoctorCheck(name: "locks") { (journal, _) throws(Failure) in
        var diagnoses = journal.leftLocks().map { path in
            Diagnosis.warning("'\(path)' is there; the next append clears it when nobody holds it")
        }
        if let path = journal.leftPackedReferencesLock() {
            diagnoses.append(
                .warning(
                    "'\(path)' is there: when no program of Git's is at work, it was left behind and can go"))
        }
        return diagnoses.isEmpty ? [.ok("no lock is left behind")] : diagnoses
    }
}
