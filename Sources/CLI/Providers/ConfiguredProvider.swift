import AI
import Git
import Platform

/// A provider as the environment and Git's configuration describe it: `autowrk.provider.<name>.<setting>`.
struct ConfiguredProvider: Sendable {
    /// How it is reached.
    enum Way: Sendable {
        /// A server with a wire format, and its address.
        case server(any WireFormat, url: String)
        /// A program, for the shell.
        case program(String)
    }

    let name: String
    let way: Way
    /// What is asked where nothing else is said; empty where nobody knows one.
    let model: String
    /// The variables that may hold its key, the first that is set counts.
    let keyVariables: [String]
    /// The variables that a program gets though they look like secrets.
    let variables: [String]
    /// Whether it is asked without a key, too.
    let isKeyOptional: Bool
    let limits: ProviderLimits
    /// How long one answer may take.
    let callLimit: Duration

    /// Without the scheme and what stands behind the host; the command of a program.
    var place: String {
        switch way {
        case .server(_, let url): String(url.split(separator: "/").dropFirst().first ?? Substring(url))
        case .program(let command): command
        }
    }

    /// The wire format's name, or `command`.
    var format: String { if case .server(let format, _) = way { format.name } else { "command" } }
}

/// All providers that can be asked.
struct ConfiguredProviders: Sendable {
    /// Those that are built in first, then those of the configuration, by name.
    let all: [ConfiguredProvider]

    private static let keys = ["url", "command", "format", "model", "keyvariable"]

    /// - Throws: for a setting that makes no sense.
    init(
        _ configuration: Configuration, environment: [String: String], models: ModelCatalogue
    ) throws(Failure) {
        let known = models.providers.map(\.name)
        let configured = Set(
            Self.keys.flatMap { configuration.names(between: "autowrk.provider.", and: ".\($0)") })
        let reader = ProviderReader(configuration: configuration, environment: environment, models: models)
        all = try (known + configured.subtracting(known).sorted()).map { (name) throws(Failure) in
            try reader.read(name)
        }
    }

    /// The provider of a name.
    ///
    /// - Throws: for one that there is not, with those that there are.
    func provider(_ name: String) throws(Failure) -> ConfiguredProvider {
        if let provider = all.first(where: { $0.name == name }) { return provider }
        throw Failure(
            .usage, "there is no provider '\(printable(name))'",
            hints: [
                "there are \(all.map(\.name).joined(separator: ", "))",
                "any server that speaks OpenAI's API: git config autowrk.provider.<name>.url <address>",
                "any program: git config autowrk.provider.<name>.command <command>",
            ])
    }
}

/// Reads what is said of one provider.
private struct ProviderReader {
    let configuration: Configuration
    let environment: [String: String]
    let models: ModelCatalogue

    func read(_ name: String) throws(Failure) -> ConfiguredProvider {
        let prefix = "autowrk.provider.\(name)"
        var limits = ProviderLimits()
        if let count = try configuration.count("\(prefix).concurrency", in: 1...10_000) {
            limits.concurrent = count
        }
        limits.requestsPerMinute = try configuration.count("\(prefix).requestsPerMinute", in: 1...1_000_000)
        limits.tokensPerMinute = try configuration.count("\(prefix).tokensPerMinute", in: 1...1_000_000_000)
        let seconds = try configuration.count("\(prefix).timeout", in: 1...86_400) ?? 600
        let facts = models.provider(named: name)
        let way: ConfiguredProvider.Way
        var variables = [Self.variable(name, "KEY")]
        if let command = configuration.string("\(prefix).command") {
            way = .program(command)
        } else {
            let wanted = configuration.string("\(prefix).format") ?? facts?.format ?? "openai-chat"
            guard let format = WireFormats.named(wanted) else {
                let names = WireFormats.all.map(\.name).joined(separator: ", ")
                throw Failure(
                    .repository, "'\(prefix).format' must be one of \(names), not '\(printable(wanted))'")
            }
            let url =
                filled([Self.variable(name, "URL")]) ?? configuration.string("\(prefix).url")
                ?? filled(facts?.urlVariables ?? [])
                ?? facts?.url ?? (facts == nil ? nil : format.defaultURL)
            guard let url, !url.isEmpty else {
                throw Failure(
                    .repository, "provider '\(name)' has neither an address nor a command",
                    hints: ["git config \(prefix).url <address>"])
            }
            way = .server(format, url: try Self.address(url, of: name))
            if let facts { variables += facts.keyVariables ?? format.keyVariables }
        }
        if let variable = configuration.string("\(prefix).keyVariable") { variables.insert(variable, at: 0) }
        return ConfiguredProvider(
            name: name, way: way,
            model: configuration.string("\(prefix).model") ?? facts?.defaultModel ?? "",
            keyVariables: variables, variables: configuration.strings("\(prefix).variable"),
            isKeyOptional: way.isLocal || variables.count == 1,
            limits: limits, callLimit: .seconds(seconds))
    }

    /// The first of these variables that is set and not empty.
    private func filled(_ names: [String]) -> String? {
        names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    }

    /// As in `AUTOWRK_OPENAI_CHAT_URL`.
    private static func variable(_ name: String, _ what: String) -> String {
        let word = name.uppercased().map { $0.isLetter || $0.isNumber ? $0 : "_" }
        return "AUTOWRK_\(String(word))_\(what)"
    }

    /// The address without a slash at its end; `OLLAMA_HOST` may lack the scheme.
    private static func address(_ text: String, of name: String) throws(Failure) -> String {
        var address = text.contains("://") ? text : "http://" + text
        while address.hasSuffix("/") { address.removeLast() }
        guard address.hasPrefix("http://") || address.hasPrefix("https://"), !address.contains("@") else {
            throw Failure(
                .repository,
                "the address of provider '\(name)' must begin with http:// or https://, without a password")
        }
        return address
    }
}

extension ConfiguredProvider.Way {
    /// Whether it is on this machine, where nobody asks for a key.
    var isLocal: Bool {
        guard case .server(_, let url) = self else { return true }
        let host = url.split(separator: "/").dropFirst().first.map(String.init) ?? ""
        return ["127.0.0.1", "localhost", "[::1]"].contains { host == $0 || host.hasPrefix($0 + ":") }
    }
}
