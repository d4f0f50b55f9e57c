/// What the names of variables say of their values.
public enum SecretName {
    /// Whether a variable of this name holds a secret for sure, so that its value is hidden wherever it turns up.
    static func isCertain(_ name: String) -> Bool {
        let name = name.uppercased()
        return endings.contains { name.hasSuffix($0) }
    }

    /// Whether a variable of this name may hold a secret, or leads to one, so that whoever is not to be trusted
    /// with it does not get it. Wider than what is hidden: to hide a common word everywhere would do harm.
    public static func isPossible(_ name: String) -> Bool {
        let name = name.uppercased()
        return isCertain(name) || doors.contains(name) || parts.contains { name.contains($0) }
            || otherEndings.contains { name.hasSuffix($0) }
    }

    private static let endings = [
        "TOKEN", "SECRET", "PASSWORD", "PASSWD", "API_KEY", "APIKEY", "ACCESS_KEY", "PRIVATE_KEY",
        "CREDENTIALS",
    ]
    private static let otherEndings = ["_KEY", "_PASS", "_PWD", "_DSN"]
    private static let parts = [
        "TOKEN", "SECRET", "PASSW", "PASSPHRASE", "CREDENTIAL", "APIKEY", "API_KEY", "PRIVATE_KEY",
        "ACCESS_KEY", "_PAT", "_AUTH", "SESSION_KEY", "COOKIE",
    ]
    /// Ways to credentials that are not variables of their own.
    private static let doors: Set<String> = [
        "SSH_AUTH_SOCK", "SSH_ASKPASS", "GIT_ASKPASS", "GPG_AGENT_INFO", "GNUPGHOME", "KRB5CCNAME",
        "GIT_SSH_COMMAND", "DBUS_SESSION_BUS_ADDRESS",
    ]
}
