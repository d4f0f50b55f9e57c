import Journal
import Platform

extension DoctorCheck {
    /// Ids follow the newest event, so a clock that ran ahead once keeps all later ids ahead.
    static let clock = DoctorCheck(name: "clock") { (journal, session) throws(Failure) in
        let newest: EventID?
        do throws(JournalError) { newest = try journal.newestID() } catch { throw Failure(error) }
        let ahead = ((newest?.time ?? 0) - session.time.now().milliseconds) / 1000
        guard ahead > 60 else { return [.ok("in step with the newest event")] }
        return [
            .warning(
                "the newest event is \(ahead) seconds ahead of this clock: one of the clocks is wrong; "
                    + "new ids go on after that event")
        ]
    }
}
