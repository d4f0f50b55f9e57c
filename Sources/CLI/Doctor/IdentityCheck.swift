import Journal

extension DoctorCheck {
    /// Commits of the journal carry the user's name.
    static let identity = DoctorCheck(name: "identity") { (journal, session) throws(Failure) in
        do throws(Failure) {
            let identity = try session.identity(in: journal)
            return [.ok("\(identity.name) <\(identity.email)>")]
        } catch { return [.problem(error.message, remedy: error.hints.first)] }
    }
}
