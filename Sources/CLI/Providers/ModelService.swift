import AI
import Agents
import Engine
import Git
import HTTP
import Journal
import Platform
import Synchronization

/// Everything that asking models takes, made when it is needed: providers, keys, prices, the router between them.
final class ModelService: Sendable {
    let providers: ConfiguredProviders
    let models: ModelCatalogue
    let keys: ProviderKeys
    let settings: ModelSettings
    private let environment: [String: String]
    private let time: TimeSource
    private let clientConfiguration: HTTPClient.Configuration
    /// Where answers are kept for the same question.
    private let cache: ReplyFiles?
    private let client = Mutex<HTTPClient?>(nil)
    /// Nil where a day has no limit.
    private let day: SharedDay?

    /// - Parameters:
    ///   - configuration: of Git.
    ///   - environment: of the process.
    ///   - models: what is known of models.
    ///   - repository: the folder that its worktrees share; nil outside of one.
    init(
        _ configuration: Configuration, environment: [String: String], models: ModelCatalogue,
        time: TimeSource, repository: String?
    ) throws(Failure) {
        (self.environment, self.time, self.models) = (environment, time, models)
        providers = ConfiguredProviders(configuration, environment: environment, models: models)
        settings = try ModelSettings(configuration, providers)
        keys = ProviderKeys(
            environment: environment, hidden: Set(providers.all.flatMap(\.keyVariables)),
            hasKeyring: configuration.string("credential.helper") != nil
                || !configuration.names(between: "credential.", and: ".helper").isEmpty)
        let folder = UserFolders(environment: environment).cache
        cache = folder.map { ReplyFiles(folder: $0 + "/replies", time: time) }
        day =
            settings.day == SpendingLimit()
            ? nil
            : SharedDay(
                file: (repository.map { $0 + "/autowrk" } ?? folder).map { $0 + "/spent-today" },
                limit: settings.day, time: time,
                recorded: { (now) throws(Failure) in
                    try repository.map { (path) throws(Failure) in
                        try ModelLedger.spent(on: now, in: path, time)
                    } ?? Spending()
                })
        var client = HTTPClient.Configuration()
        // An empty one turns proxies off, as it does for Git.
        client.proxy = configuration.string("http.proxy")
        let certificates =
            environment["GIT_SSL_CAINFO"] ?? environment["SSL_CERT_FILE"]
            ?? configuration.string("http.sslCAInfo")
        client.certificates = certificates.map { path in
            path.hasPrefix("~/") ? (environment["HOME"] ?? "~") + path.dropFirst() : path
        }
        clientConfiguration = client
    }

    /// The way to ask a provider.
    func provider(_ configured: ConfiguredProvider, isStreamed: Bool) -> Provider {
        switch configured.way {
        case .server(let format, let address):
            .http(
                name: configured.name, model: configured.model, format: format, baseURL: address.text,
                isStreamed: isStreamed, timeLimit: configured.callLimit,
                abilities: { [models] in models.model($0, of: configured.name).abilities },
                key: { [keys] () throws(ModelError) in try await keys.key(of: configured) },
                client: { () throws(HTTPError) in try self.openClient() })
        case .program(let command):
            .command(
                name: configured.name, command: command,
                environment: environment(for: configured), timeLimit: configured.callLimit)
        case .none(let fault):
            // A route to it is refused before it comes to this.
            Provider(name: configured.name, model: configured.model) {
                (_, _) throws(ModelError) in throw ModelError(.request, fault.message)
            }
        }
    }

    /// The variables of a program: nothing that looks like a secret, but for what it is to get by name.
    private func environment(for provider: ConfiguredProvider) -> [String: String] {
        var variables = ChildEnvironment.make(
            from: environment, without: Secrets(environment: environment).names
        ).filter { !SecretName.isPossible($0.key) }
        for name in provider.variables { variables[name] = environment[name] }
        return variables
    }

    /// A router to all providers.
    ///
    /// - Parameters:
    ///   - isStreamed: whether answers are asked for piece by piece.
    ///   - spent: what was used today before this process.
    func router(isStreamed: Bool, spent: Spending) -> Router {
        let clock = RoutingClock.system(time: time)
        let limits = Dictionary(
            providers.all.map { ($0.name, $0.limits) }, uniquingKeysWith: { first, _ in first })
        let models = models
        let price: Router.Price = { models.model($1, of: $0).cost(of: $2) }
        return Router(
            providers.all.map {
                let provider = provider($0, isStreamed: isStreamed)
                return day.map { provider.within($0, price: price) } ?? provider
            }, limits: limits,
            budgets: BudgetLedger(
                request: settings.request, day: settings.day, today: clock.day(), spent: spent),
            cache: settings.cachesReplies ? cache?.store : nil, clock: clock,
            price: price)
    }

    /// Who is asked, in which order.
    ///
    /// - Parameters:
    ///   - name: the provider that is asked first; nil for the configured one.
    ///   - model: what it is asked for; nil for the configured one.
    ///   - fallsBack: whether others are asked when it can't answer.
    func route(_ name: String? = nil, model: String? = nil, fallsBack: Bool = true) throws(Failure) -> Route {
        var wanted: [ModelSettings.Choice] = []
        if let name {
            let known = try providers.provider(name).name
            wanted = [.init(provider: known, model: model ?? settings.model(of: known))]
        } else if let preferred = settings.preferred ?? firstWithKey {
            wanted = [.init(provider: preferred.provider, model: model ?? preferred.model)]
        } else {
            throw Self.nobody
        }
        if fallsBack {
            for choice in settings.fallbacks where !wanted.contains(where: { $0.provider == choice.provider })
            {
                wanted.append(choice)
            }
        }
        let candidates = try wanted.map { (choice) throws(Failure) in
            let configured = try providers.provider(choice.provider)
            let model = choice.model ?? configured.model
            if model.isEmpty, case .server = configured.way {
                throw Failure(
                    .usage, "nobody knows which model provider '\(choice.provider)' is to be asked for",
                    hints: ["git config autowrk.provider.\(choice.provider).model <model>"])
            }
            let facts = models.model(model, of: choice.provider)
            return RouteCandidate(
                choice.provider, model: model, contextTokens: Self.contextTokens(facts),
                maximumOutput: facts.maximumOutput, callLimit: configured.callLimit)
        }
        return Route(candidates, retry: settings.retry, fallsBackWhenRefused: settings.fallsBackWhenRefused)
    }

    /// Those that can be asked as things are: with a key in the environment, or without one where they were named;
    /// where there are none of these, with a key in the keyring. One account by two ways is there once.
    var ready: [ConfiguredProvider] {
        let usable = providers.all.filter { $0.fault == nil }
        var ready: [ConfiguredProvider] = []
        for provider in usable {
            let variable = keys.variable(of: provider)
            let isThere =
                variable != nil
                && ready.contains {
                    keys.variable(of: $0) == variable && $0.place == provider.place
                }
            if settings.isNamed(provider.name) || variable != nil && !isThere { ready.append(provider) }
        }
        return !ready.isEmpty ? ready : usable.filter { keys.keyringHasKey(of: $0) }
    }

    private var firstWithKey: ModelSettings.Choice? {
        ready.first.map { .init(provider: $0.name, model: nil) }
    }

    static let nobody = Failure(
        .usage, "no AI provider is set up",
        hints: [
            "set ANTHROPIC_API_KEY, OPENAI_API_KEY or GEMINI_API_KEY, or have the keyring keep a key: 'git autowrk provider login <name>'",
            "a model on this machine: git config autowrk.provider ollama",
            "'git autowrk provider list' shows what can be asked",
        ])

    /// What a model takes, as far as anybody knows.
    private static func contextTokens(_ facts: ModelFacts) -> Int? {
        facts.isKnown ? facts.contextTokens : nil
    }

    private func openClient() throws(HTTPError) -> HTTPClient {
        let result: Result<HTTPClient, HTTPError> = client.withLock { client in
            if let client { return .success(client) }
            do throws(HTTPError) {
                let new = try HTTPClient(clientConfiguration)
                client = new
                return .success(new)
            } catch { return .failure(error) }
        }
        return try result.get()
    }
}
