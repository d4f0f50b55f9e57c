import Git
import Journal

extension DoctorCheck {
    /// A lock file of Git's stays behind when a process is killed.
    static let locks = DoctorCheck(name: "locks") { (journal, _) throws(Failure) in
        let locks: [String]
        do throws(JournalError) { locks = try journal.leftLocks() } catch { throw Failure(error) }
        guard !locks.isEmpty else { return [.ok("no lock is left behind")] }
        return locks.map { .warning("'\($0)' is there; the next append clears it when nobody holds it") }
    }
}
