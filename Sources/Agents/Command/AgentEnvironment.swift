import Engine

/// The variables of an agent: those that every command gets, and of what looks like a secret nothing that the
/// preset does not name.
///
/// An issue is a text of others, and an agent may do what it says. What it does not know it can't give away.
enum AgentEnvironment {
    /// What the agent's processes can be known by: whoever commits in their environment has this address.
    static let committer = "agent@autowrk.invalid"

    static func make(
        for preset: AgentPreset, from environment: [String: String], without secrets: Set<String>,
        marker: String
    ) -> [String: String] {
        var variables = ChildEnvironment.make(from: environment, without: secrets)
        variables = variables.filter { name, value in
            !SecretName.isPossible(name) && !holdsPassword(value)
        }
        for name in preset.variables { variables[name] = environment[name] }
        variables.merge(preset.environment) { $1 }
        variables["CI"] = "true"
        variables["NO_COLOR"] = "1"
        variables["GIT_TERMINAL_PROMPT"] = "0"
        // By these the agent's moves of references are told from those of the user, in every log that Git keeps.
        variables["GIT_COMMITTER_NAME"] = marker
        variables["GIT_COMMITTER_EMAIL"] = committer
        let settings = [
            ("core.logAllRefUpdates", "always"), ("credential.helper", ""), ("core.hooksPath", "/dev/null"),
        ]
        variables["GIT_CONFIG_COUNT"] = String(settings.count)
        for (index, (key, value)) in settings.enumerated() {
            variables["GIT_CONFIG_KEY_\(index)"] = key
            variables["GIT_CONFIG_VALUE_\(index)"] = value
        }
        return variables
    }

    /// An address with a password: `postgres://user:password@host/`.
    private static func holdsPassword(_ value: String) -> Bool {
        guard let scheme = value.firstRange(of: "://") else { return false }
        let authority = value[scheme.upperBound...].prefix { $0 != "/" && !$0.isWhitespace }
        guard let at = authority.lastIndex(of: "@") else { return false }
        return authority[..<at].contains(":")
    }
}
