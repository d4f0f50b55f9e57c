import Journal

extension DoctorCheck {
    /// Every clone has a name of its own.
    static let replica = DoctorCheck(name: "replica") { (journal, _) throws(Failure) in
        let replica: ReplicaID?
        do throws(JournalError) { replica = try journal.replica() } catch { throw Failure(error) }
        guard let replica else {
            return [
                .warning(
                    "this clone has no name yet; its first event gives it one", remedy: "git autowrk init")
            ]
        }
        return [.ok("\(replica)")]
    }
}
