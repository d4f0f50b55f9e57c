import Journal

extension DoctorCheck {
    /// Without a cache that lasts, every command reads the whole journal.
    static let cache = DoctorCheck(name: "cache") { (journal, _) throws(Failure) in
        let isLasting: Bool
        do throws(JournalError) { isLasting = try journal.hasLastingCache() } catch { throw Failure(error) }
        return isLasting
            ? [.ok("taken in")]
            : [.warning("the cache can't be written, so every command reads the journal anew")]
    }
}
