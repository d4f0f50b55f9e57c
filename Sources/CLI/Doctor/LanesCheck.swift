import Journal

extension DoctorCheck {
    /// Readers pass over what is not an event commit.
    static let lanes = DoctorCheck(name: "lanes") { (journal, _) throws(Failure) in
        do throws(JournalError) {
            let lanes = try journal.lanes()
            let count = try journal.count()
            let strangers = try journal.strangers()
            guard strangers.isEmpty else {
                return [
                    .problem(
                        "\(counted(strangers.count, "commit")) passed over by readers",
                        remedy: "git autowrk fsck")
                ]
            }
            return [.ok("\(counted(lanes.count, "lane")), \(counted(count, "event"))")]
        } catch { throw Failure(error) }
    }
}
