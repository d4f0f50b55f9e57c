import Git
import Journal

extension DoctorCheck {
    /// Lanes travel with `git fetch`, and no refspec writes into them.
    static let remotes = DoctorCheck(name: "remotes") { (journal, _) throws(Failure) in
        var diagnoses: [Diagnosis] = []
        do throws(JournalError) {
            for remote in try journal.remotes() {
                for refspec in try journal.dangerousRefspecs(of: remote) {
                    diagnoses.append(
                        .problem(
                            "'git fetch \(remote)' writes into the lanes and can take events away ('\(refspec)')",
                            remedy: "git config --edit, and take that line out"))
                }
                if try !journal.isFetching(remote) {
                    diagnoses.append(
                        .warning("'git fetch \(remote)' does not bring lanes", remedy: "git autowrk init"))
                }
                let missing = try journal.unsentLanes(to: remote).count
                if missing > 0 {
                    diagnoses.append(
                        .warning(
                            "\(remote) lacks events of \(counted(missing, "lane"))",
                            remedy: "git autowrk sync \(remote)"
                        ))
                }
            }
            if try journal.remotes().isEmpty {
                diagnoses.append(.warning("no remote: this clone has the only copy"))
            }
        } catch { throw Failure(error) }
        return diagnoses.isEmpty ? [.ok("lanes are fetched and pushed")] : diagnoses
    }
}
