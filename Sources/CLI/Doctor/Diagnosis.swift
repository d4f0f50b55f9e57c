import JSON
import Journal

/// What one check of `doctor` found.
struct Diagnosis: Sendable {
    /// How it stands.
    enum Verdict: String, Sendable {
        /// As it should be.
        case ok
        /// It works, but something may surprise.
        case warning
        /// It does not work as promised.
        case problem
    }

    let verdict: Verdict
    /// What was found, in lower case.
    let finding: String
    /// The command that mends it.
    var remedy: String?

    static func ok(_ finding: String) -> Diagnosis { Diagnosis(verdict: .ok, finding: finding) }

    static func warning(_ finding: String, remedy: String? = nil) -> Diagnosis {
        Diagnosis(verdict: .warning, finding: finding, remedy: remedy)
    }

    static func problem(_ finding: String, remedy: String? = nil) -> Diagnosis {
        Diagnosis(verdict: .problem, finding: finding, remedy: remedy)
    }
}

/// One thing that `doctor` looks at.
struct DoctorCheck: Sendable {
    /// One word for what is looked at.
    let name: String
    /// Looks; throws only what keeps it from looking.
    let run: @Sendable (inout Journal, borrowing Session) throws(Failure) -> [Diagnosis]

    /// All checks, in the order in which they are printed.
    static let all: [DoctorCheck] = [
        .gitProgram, .identity, .replica, .remotes, .lanes, .clock, .locks, .cache, .configuration, .hooks,
        .sandbox,
    ]
}
