import AI
import Engine
import Platform
import Synchronization

/// The keys of providers: from the environment, else from `git credential`, so that the user's keyring serves
/// (gitcredentials(7)). They are never written anywhere, and what is printed or recorded is masked by them.
final class ProviderKeys: Sendable {
    /// Where a key is from.
    enum Source: Sendable, Equatable {
        case variable(String)
        case credential
        /// There is none, and none is needed.
        case unneeded
        case missing
    }

    private let environment: [String: String]
    /// The variables that hold keys of any provider: Git and its helpers need none of them.
    private let hidden: Set<String>
    /// Whether Git has a helper to ask, so that it is worth a question without need.
    private let hasKeyring: Bool
    private let known = Mutex<[String: String]>([:])
    private let keyring = Mutex(Keyring())

    /// What the user's keyring was asked.
    private struct Keyring: Sendable {
        /// By provider; nil for no key.
        var answers: [String: String?] = [:]
        /// One that is locked, or asks somebody who is not there, is not waited for again and again.
        var isSilent = false
    }

    /// What a keyring may take to answer.
    private static let patience = Duration.seconds(20)
    /// The same where a key is not needed.
    private static let shortPatience = Duration.seconds(3)

    init(environment: [String: String], hidden: Set<String>, hasKeyring: Bool) {
        (self.environment, self.hidden, self.hasKeyring) = (environment, hidden, hasKeyring)
    }

    /// Hides the keys that were looked up so far, but for those that servers of one's own get in place of one, as
    /// `none` or `ollama`: these words are text elsewhere.
    var mask: SecretMask {
        SecretMask(known.withLock { $0.values.filter { $0.utf8.count >= Secrets.shortestValue } })
    }

    /// The variable that holds a provider's key; nil for none.
    func variable(of provider: ConfiguredProvider) -> String? {
        provider.keyVariables.first { environment[$0]?.contains(where: { !$0.isWhitespace }) == true }
    }

    /// The key of a provider; nil where it needs none.
    ///
    /// - Throws: ``ModelError`` of kind `authentication` where there is none.
    func key(of provider: ConfiguredProvider) async throws(ModelError) -> String? {
        if let key = known.withLock({ $0[provider.name] }) { return key }
        let found = variable(of: provider).flatMap { environment[$0] }
        let key: String?
        if let found { key = found } else { key = await credential(of: provider) }
        guard let key = key?.trimmed, !key.isEmpty else {
            if provider.isKeyOptional { return nil }
            let names = provider.keyVariables.joined(separator: " or ")
            throw ModelError(
                .authentication,
                "'\(provider.name)' has no key: set \(names), or call 'git autowrk provider login \(provider.name)'"
            )
        }
        guard !key.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            throw ModelError(.authentication, "the key of '\(provider.name)' holds a control character")
        }
        known.withLock { $0[provider.name] = key }
        return key
    }

    /// Whether a key of the provider was found or is in the environment.
    func hasKey(of provider: ConfiguredProvider) -> Bool {
        variable(of: provider) != nil || known.withLock { $0[provider.name] != nil }
    }

    /// Has the user's keyring keep a key, and says whether it does.
    func store(_ key: String, for provider: ConfiguredProvider) throws(Failure) -> Bool {
        guard let description = Self.description(of: provider) else {
            throw Failure(.usage, "provider '\(provider.name)' is a program: it has no key")
        }
        do throws(SystemError) {
            keyring.withLock { $0 = Keyring() }
            _ = try git("approve", description + "password=\(key)\n\n").run()
            let outcome = try git("fill", description + "\n").run()
            return Self.password(in: outcome) == key
        } catch { throw Failure(error) }
    }

    /// Has the keyring forget a key.
    func forget(_ provider: ConfiguredProvider) throws(Failure) {
        guard let description = Self.description(of: provider) else { return }
        do throws(SystemError) { _ = try git("reject", description + "\n").run() } catch {
            throw Failure(error)
        }
    }

    /// Whether the keyring has a key, for who is to be asked without being named.
    func keyringHasKey(of provider: ConfiguredProvider) -> Bool {
        guard hasKeyring, let description = Self.description(of: provider) else { return false }
        if let answer = kept(provider) { return answer != nil }
        let command = git("fill", description + "\n", Self.shortPatience)
        return note(try? command.run(), of: provider) != nil
    }

    private func credential(of provider: ConfiguredProvider) async -> String? {
        guard let description = Self.description(of: provider) else { return nil }
        if let answer = kept(provider) { return answer }
        let patience = provider.isKeyOptional ? Self.shortPatience : Self.patience
        return note(
            try? await git("fill", description + "\n", patience).runInBackground(), of: provider)
    }

    /// What the keyring has said before, or would take too long to say.
    private func kept(_ provider: ConfiguredProvider) -> String?? {
        keyring.withLock { $0.answers[provider.name] ?? ($0.isSilent ? .some(nil) : nil) }
    }

    private func note(_ outcome: ChildOutcome?, of provider: ConfiguredProvider) -> String? {
        let key = outcome.flatMap { Self.password(in: $0) }
        keyring.withLock {
            $0.answers[provider.name] = .some(key)
            if outcome?.ending == .timedOut { $0.isSilent = true }
        }
        return key
    }

    /// What Git asks its helpers for: the user name tells apart several providers with one address.
    private static func description(of provider: ConfiguredProvider) -> String? {
        guard case .server(_, let address) = provider.way else { return nil }
        let scheme = address.text.hasPrefix("https:") ? "https" : "http"
        return "protocol=\(scheme)\nhost=\(provider.place)\nusername=autowrk-\(provider.name)\n"
    }

    private func git(_ verb: String, _ input: String, _ patience: Duration = patience) -> ChildCommand {
        var variables = environment.filter { !hidden.contains($0.key) }
        // Helpers answer or don't; nobody is to be asked in the middle of something else. One that is empty keeps
        // Git from core.askPass and SSH_ASKPASS, too.
        variables["GIT_ASKPASS"] = ""
        variables["GIT_TERMINAL_PROMPT"] = "0"
        variables["GCM_INTERACTIVE"] = "never"
        return ChildCommand(
            ["git", "credential", verb], environment: variables, input: .bytes(Array(input.utf8)),
            timeLimit: patience)
    }

    private static func password(in outcome: ChildOutcome) -> String? {
        guard outcome.succeeded else { return nil }
        let line = outcome.outputText.split(separator: "\n").first { $0.hasPrefix("password=") }
        return line.map { String($0.dropFirst("password=".count)) }
    }
}

extension String {
    /// Without white space around it.
    fileprivate var trimmed: String {
        let start = drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}
