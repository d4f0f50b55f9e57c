import AI
import Git
import Platform

/// A provider as the environment and Git's configuration describe it: `autowrk.provider.<name>.<setting>`.
struct ConfiguredProvider: Sendable {
    /// How it is reached.
    enum Way: Sendable {
        /// A server with a wire format, and its address.
        case server(any WireFormat, ProviderAddress)
        /// A program, for the shell.
        case program(String)
        /// Not at all: what is said of it makes no sense. Whoever asks others is not bothered.
        case none(Failure)
    }

    let name: String
    let way: Way
    /// What is asked where nothing else is said; empty where nobody knows one.
    var model = ""
    /// The variables that may hold its key, the first that is set counts.
    var keyVariables: [String] = []
    /// The variables that a program gets though they look like secrets.
    var variables: [String] = []
    /// Whether it is asked without a key, too.
    var isKeyOptional = true
    var limits = ProviderLimits()
    /// How long one answer may take.
    var callLimit = Duration.seconds(600)

    /// The host and its port; the command of a program.
    var place: String {
        switch way {
        case .server(_, let address): address.place
        case .program(let command): command
        case .none: ""
        }
    }

    /// The wire format's name, or `command`; empty where it can't be reached.
    var format: String {
        switch way {
        case .server(let format, _): format.name
        case .program: "command"
        case .none: ""
        }
    }

    /// What the user may not have thought of; nil for nothing.
    func warning(hasKey: Bool) -> String? {
        guard hasKey, case .server(_, let address) = way, address.isOpen else { return nil }
        return harmless("warning: the key of '\(name)' goes to '\(place)' without encryption")
    }

    /// Why it can't be asked; nil where it can.
    var fault: Failure? { if case .none(let fault) = way { fault } else { nil } }
}

/// All providers that can be asked.
struct ConfiguredProviders: Sendable {
    /// Those that are built in first, then those of the configuration, by name.
    let all: [ConfiguredProvider]

    private static let keys = ["url", "command", "format", "model", "keyvariable"]

    /// What is wrong with one of them is told when that one is asked.
    init(_ configuration: Configuration, environment: [String: String], models: ModelCatalogue) {
        let known = models.providers.map(\.name)
        let configured = Set(
            Self.keys.flatMap { configuration.names(between: "autowrk.provider.", and: ".\($0)") })
        let names = known + configured.subtracting(known).sorted()
        let reader = ProviderReader(
            configuration: configuration, environment: environment, models: models, names: names)
        all = names.map { name in
            do throws(Failure) { return try reader.read(name) } catch {
                return ConfiguredProvider(name: name, way: .none(error))
            }
        }
    }

    /// The provider of a name.
    ///
    /// - Throws: for one that there is not, with those that there are, and for one that can't be asked.
    func provider(_ name: String) throws(Failure) -> ConfiguredProvider {
        let provider = try require(name)
        if let fault = provider.fault { throw fault }
        return provider
    }

    /// The provider of a name, whether it can be asked or not.
    ///
    /// - Throws: for one that there is not, with those that there are.
    @discardableResult
    func require(_ name: String) throws(Failure) -> ConfiguredProvider {
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
    /// Of all providers.
    let names: [String]

    /// The formats whose servers want no key, though one that stands in front of them may.
    private static let keylessFormats: Set<String> = ["ollama"]

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
        let keyVariable = configuration.string("\(prefix).keyVariable")
        var variables = [keyVariable, ownVariable(of: name, "KEY")].compactMap { $0 }
        var isKeyOptional = true
        if let command = configuration.string("\(prefix).command") {
            way = .program(command)
        } else {
            let wanted = configuration.string("\(prefix).format") ?? facts?.format ?? "openai-chat"
            guard let format = WireFormats.named(wanted) else {
                let names = WireFormats.all.map(\.name).joined(separator: ", ")
                throw Failure(
                    .repository, "'\(prefix).format' must be one of \(names), not '\(printable(wanted))'")
            }
            let address = try address(of: name, facts, format)
            way = .server(format, address)
            let vendors = facts.map { $0.keyVariables ?? format.keyVariables } ?? []
            variables += vendors
            isKeyOptional =
                address.isLocal || Self.keylessFormats.contains(format.name)
                || keyVariable == nil && vendors.isEmpty
        }
        return ConfiguredProvider(
            name: name, way: way, model: configuration.string("\(prefix).model") ?? facts?.defaultModel ?? "",
            keyVariables: variables, variables: configuration.strings("\(prefix).variable"),
            isKeyOptional: isKeyOptional, limits: limits, callLimit: .seconds(seconds))
    }

    /// From our variable, else the configuration, else the vendor's variable, else what is built in.
    private func address(
        of name: String, _ facts: ProviderFacts?, _ format: any WireFormat
    ) throws(Failure) -> ProviderAddress {
        let prefix = "autowrk.provider.\(name)"
        let own = ownVariable(of: name, "URL").flatMap { filled($0) }
        let vendor = (facts?.urlVariables ?? []).first { filled($0) != nil }
        do throws(ProviderAddress.Fault) {
            if let text = own ?? configuration.string("\(prefix).url"), !text.isEmpty {
                return try ProviderAddress(text)
            }
            if let vendor, let text = filled(vendor) {
                return vendor == "OLLAMA_HOST"
                    ? try ProviderAddress(ollamaHost: text) : try ProviderAddress(text)
            }
            if let text = facts?.url ?? (facts == nil ? nil : format.defaultURL) {
                return try ProviderAddress(text)
            }
        } catch { throw Failure(.repository, "the address of provider '\(name)' \(error.reason)") }
        throw Failure(
            .repository, "provider '\(name)' has neither an address nor a command",
            hints: ["git config \(prefix).url <address>"])
    }

    /// What a variable says, unless that is nothing.
    private func filled(_ variable: String) -> String? {
        environment[variable].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// As in `AUTOWRK_OPENAI_CHAT_URL`; nil for a name that another one has taken that reads the same there: nobody
    /// gets the key of another one.
    private func ownVariable(of name: String, _ what: String) -> String? {
        let word = Self.word(of: name)
        guard names.first(where: { Self.word(of: $0) == word }) == name else { return nil }
        return "AUTOWRK_\(word)_\(what)"
    }

    private static func word(of name: String) -> String {
        String(name.uppercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
    }
}
