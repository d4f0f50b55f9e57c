/// Which providers there are, how they are asked, and what their models can do and cost: data, read from
/// YAML. What is built in stands in `templates/models.yml`; the user and the repository may lay texts of
/// their own over it.
public struct ModelCatalogue: Sendable, Equatable {
    /// In the order of the texts.
    public internal(set) var providers: [ProviderFacts] = []
    /// The same without what comes with a repository: whom prices are believed from.
    var trusted: [ProviderFacts] = []

    /// The provider of a name; nil where there is none.
    public func provider(named name: String) -> ProviderFacts? { providers.first { $0.name == name } }

    /// What is known of a provider's model. Of a model that nobody has heard of it is what is said of all
    /// models of the provider, and else what is safe to assume.
    public func model(_ name: String, of provider: String) -> ModelFacts {
        var facts = facts(of: name, in: entries(of: provider, among: providers))
        // A repository can't make dear models cheap, and so switch off the budgets of who works in it.
        facts.price = self.facts(of: name, in: entries(of: provider, among: trusted)).price ?? facts.price
        return facts
    }

    private func facts(of name: String, in entries: [ModelEntry]) -> ModelFacts {
        var facts = ModelFacts(name: name)
        // The names that fit, from the most general on, so that the most exact has the last word.
        let fitting = entries.filter { $0.fits(name) }.sorted { $0.precision < $1.precision }
        for entry in fitting { entry.apply(to: &facts) }
        facts.isKnown = fitting.contains { $0.name != "*" }
        return facts
    }

    /// The providers that know a model of this name, so that a name alone says who is to be asked.
    public func providers(ofModel name: String) -> [String] {
        providers.filter { provider in
            entries(of: provider.name, among: providers).contains { $0.name != "*" && $0.fits(name) }
        }
        .map(\.name)
    }

    /// What somebody may have meant who has named a model that is not known.
    public func hints(forModel name: String, of provider: String) -> [String] {
        guard !model(name, of: provider).isKnown else { return [] }
        let names = entries(of: provider, among: providers).map(\.name).filter { $0 != "*" }
        let near = NearestName.of(name, among: names.map { String($0.prefix { $0 != "*" }) })
        return near.map { ["did you mean '\($0)'?"] } ?? []
    }

    /// What somebody may have meant who has named a provider that is not there.
    public func hints(forProvider name: String) -> [String] {
        let names = providers.map(\.name)
        if let near = NearestName.of(name, among: names) { return ["did you mean '\(near)'?"] }
        return names.isEmpty ? [] : ["there are \(names.joined(separator: ", "))"]
    }

    private func entries(of provider: String, among providers: [ProviderFacts]) -> [ModelEntry] {
        guard let facts = providers.first(where: { $0.name == provider }) else { return [] }
        // One step only: who shares the models of somebody who shares them himself has written a circle.
        let shared = providers.first { $0.name == facts.sharesModelsOf }?.models ?? []
        return shared + facts.models
    }
}

/// What is known of a provider.
public struct ProviderFacts: Sendable, Equatable {
    /// As it is configured.
    public var name: String
    /// The wire format's name.
    public var format: String
    /// Where it is; nil for the format's own service.
    public var url: String?
    /// The variables that may hold its address, as its own programs know them.
    public var urlVariables: [String] = []
    /// The variables that may hold its key; nil for those of the format.
    public var keyVariables: [String]?
    /// The model that is asked where nobody names one.
    public var defaultModel: String?
    /// The provider whose models it has, too: the same service by another way.
    var sharesModelsOf: String?
    var models: [ModelEntry] = []
}

/// What is known of a model.
public struct ModelFacts: Sendable, Equatable {
    /// As it was asked for.
    public var name: String
    /// Whether anybody has heard of it.
    public var isKnown = false
    /// What it takes, question and answer together: 8192 where nothing is known, which every model takes.
    public var contextTokens = 8192
    /// What it says at most; nil where nothing is known.
    public var maximumOutput: Int?
    /// Nil where it is not known.
    public var price: ModelPrice?
    /// What it is capable of.
    public var abilities = ModelAbilities()

    init(name: String) { self.name = name }

    /// What an exchange has cost; nil where the price, or the number of tokens, is not known.
    public func cost(of usage: Usage) -> Money? { price?.cost(of: usage) }
}

/// What a text says of the models of a name.
struct ModelEntry: Sendable, Equatable {
    /// What is said of the price: nothing, that it is not known, or what it is.
    enum Price: Sendable, Equatable { case unsaid, unknown, known(ModelPrice) }

    /// A name, in which `*` stands for any letters.
    var name: String
    var context: Int?
    var output: Int?
    var price = Price.unsaid
    var tools: Bool?
    var structuredOutput: ModelAbilities.StructuredOutput?
    var thinking: ModelAbilities.ThinkingControl?
    var leastEffort: String?
    var temperature: Bool?

    init(name: String) { self.name = name }

    /// A name without `*` says more than any with one; of two with one, the one with more letters.
    var precision: Int { name.contains("*") ? name.utf8.count : .max }

    func fits(_ model: String) -> Bool {
        let parts = name.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
        guard parts.count > 1, let first = parts.first, let last = parts.last else {
            return name.utf8.elementsEqual(model.utf8)
        }
        guard model.utf8.starts(with: first), model.utf8.count >= first.count + last.count else {
            return false
        }
        var rest = Array(model.utf8.dropFirst(first.count))[...]
        guard rest.suffix(last.count).elementsEqual(last) else { return false }
        rest = rest.dropLast(last.count)
        for part in parts.dropFirst().dropLast() {
            guard let range = rest.firstRange(of: Array(part)) else { return false }
            rest = rest[range.upperBound...]
        }
        return true
    }

    func apply(to facts: inout ModelFacts) {
        facts.contextTokens = context ?? facts.contextTokens
        facts.abilities.contextTokens = context ?? facts.abilities.contextTokens
        facts.maximumOutput = output ?? facts.maximumOutput
        switch price {
        case .unsaid: break
        case .unknown: facts.price = nil
        case .known(let price): facts.price = price
        }
        facts.abilities.tools = tools ?? facts.abilities.tools
        facts.abilities.structuredOutput = structuredOutput ?? facts.abilities.structuredOutput
        facts.abilities.thinking = thinking ?? facts.abilities.thinking
        facts.abilities.leastEffort = leastEffort ?? facts.abilities.leastEffort
        facts.abilities.temperature = temperature ?? facts.abilities.temperature
    }
}
