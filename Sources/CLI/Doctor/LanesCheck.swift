import Journal

extension DoctorCheck {
    /// Readers pass over what is not an event commit.
    static let lanes = DoctorCheck(name: "lanes") { (journal, _) throws(Failure) in
        do throws(JournalError) {
            let lanes = try journal.lanes()
            let count = try journal.count()
            let strangers = try journal.strangers()
            guard strangers.isEmpty else {
                return [.problem("\(strangers.count) commits are passed over", remedy: "git autowrk fsck")]
            }
            return [.ok("\(lanes.count) lanes, \(count) events")]
        } catch { throw Failure(error) }
    }
}
