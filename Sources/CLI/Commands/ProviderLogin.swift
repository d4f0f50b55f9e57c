import AI
import Platform

extension Subcommand {
    static let providerLogin = Subcommand(
        path: ["provider", "login"], summary: "give the key of an AI provider to Git's keyring",
        operands: "<provider>", operandCount: 1...1,
        options: [Option(name: "--forget", help: "have the keyring forget it")],
        discussion: [
            """
            The key is read from the terminal without being shown, or from standard input, and handed to 'git \
            credential': what 'credential.helper' names keeps it. This program writes it nowhere.
            """
        ]
    ) { (session, arguments) throws(Failure) in
        let service = try session.openModels()
        let provider = try service.providers.provider(arguments.operands[0])
        if arguments.has("--forget") {
            try service.keys.forget(provider)
            session.remark("the keyring has been told to forget the key of '\(provider.name)'")
            return .done
        }
        let key: String
        do throws(SystemError) { key = try SecretInput.read(prompt: "key of \(provider.name): ") } catch {
            throw Failure(.input, "cannot read the key: \(error.description)")
        }
        guard !key.isEmpty else { throw Failure(.input, "the key is empty") }
        guard try service.keys.store(key, for: provider) else {
            throw Failure(
                .repository, "no keyring has kept the key of '\(provider.name)'",
                hints: [
                    "tell Git which one: git config --global credential.helper <helper> (gitcredentials(7))",
                    "or set \(provider.keyVariables.joined(separator: " or "))",
                ])
        }
        if let warning = provider.warning(hasKey: true) { session.remark(warning) }
        session.remark("the keyring keeps the key of '\(provider.name)'")
        return .done
    }
}
