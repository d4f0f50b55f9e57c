import Domain
import Engine
import Git

extension Session {
    /// The secrets among the variables of this process, as the user has configured it.
    func secrets(of repository: borrowing Repository) throws(Failure) -> Secrets {
        Secrets(
            environment: environment, listed: try configuration(of: repository).strings("autowrk.secret"),
            shapes: KnownShapes.scan)
    }

    /// Says which kinds of keys were found in something that others may have seen by now.
    ///
    /// - Parameters:
    ///   - findings: what was found; nothing is said of nothing.
    ///   - place: as in "the issue".
    ///   - consequence: what has become of it, as in "and was masked".
    func remark(about findings: [SecretFinding], in place: String, _ consequence: String) {
        guard !findings.isEmpty else { return }
        remark("warning: \(place) holds what looks like a key (\(findings.text)) \(consequence)")
        remark("hint: revoke it where it was issued: whoever has read \(place) has it")
    }
}
