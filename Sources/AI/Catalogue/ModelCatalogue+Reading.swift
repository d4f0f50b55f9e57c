public import YAML

extension ModelCatalogue {
    /// A text of the catalogue.
    public struct Layer: Sendable {
        /// The file's name, for errors.
        public var name: String
        /// In YAML.
        public var bytes: [UInt8]
        /// Whether it may say where a provider is, how it is spoken to and which key it gets, and what models cost whose
        /// price is known. What comes with a repository may not: who writes there could have the user's keys sent
        /// elsewhere, or the user's money spent beyond all budgets.
        public var namesServers: Bool

        /// A text; one of the user's own, or of this program, may name servers.
        public init(name: String, bytes: [UInt8], namesServers: Bool) {
            (self.name, self.bytes, self.namesServers) = (name, bytes, namesServers)
        }
    }

    /// Reads texts, each of which is laid over those before it, key by key.
    ///
    /// - Throws: for what is no YAML, keys that are not known, and values of another kind, with the place.
    public init(_ layers: [Layer]) throws(CatalogueError) {
        for layer in layers {
            let documents: [YAML.Document]
            do throws(YAMLError) {
                documents = try YAML.parse(layer.bytes)
            } catch {
                throw CatalogueError(layer.name, error.message, at: error.start, hints: error.hints)
            }
            for document in documents { try lay(CatalogueReader(layer: layer), document.root) }
        }
    }

    private mutating func lay(_ reader: CatalogueReader, _ root: YAML.Node) throws(CatalogueError) {
        // A file of comments alone says nothing.
        if root.scalar?.value == .null { return }
        for (key, node) in try reader.members(root, "the catalogue") {
            guard key == "providers" else { throw reader.unknown(key, node, known: ["providers"]) }
            for (name, node) in try reader.members(node, key) {
                try reader.lay(node, over: name, among: &providers)
                if reader.layer.namesServers { try reader.lay(node, over: name, among: &trusted) }
            }
        }
    }
}

/// Reads the nodes of one text.
private struct CatalogueReader {
    let layer: ModelCatalogue.Layer

    func lay(
        _ node: YAML.Node, over name: String, among providers: inout [ProviderFacts]
    ) throws(CatalogueError) {
        if let index = providers.firstIndex(where: { $0.name == name }) {
            providers[index] = try provider(node, over: providers[index])
        } else {
            var facts = ProviderFacts(name: name, format: "")
            // The user may have a server of this name: what the repository calls it gets it no key of another one.
            if !layer.namesServers { facts.keyVariables = [] }
            providers.append(try provider(node, over: facts))
        }
    }

    private func provider(
        _ node: YAML.Node, over before: ProviderFacts
    ) throws(CatalogueError) -> ProviderFacts {
        var facts = before
        for (key, node) in try members(node, facts.name) {
            switch key {
            case "format":
                // It decides where a provider is and which key it gets, unless these are said apart.
                guard layer.namesServers || before.format.isEmpty else { throw barred(key, facts.name, node) }
                facts.format = try word(node, key, of: WireFormats.all.map(\.name))
            case "url", "key-variables", "url-variables":
                guard layer.namesServers else { throw barred(key, facts.name, node) }
                if key == "url" {
                    facts.url = try text(node, key)
                } else {
                    guard let elements = node.elements else { throw unfit(key, "a list of names", node) }
                    var names: [String] = []
                    for element in elements { names.append(try text(element, key)) }
                    if key == "key-variables" {
                        facts.keyVariables = names
                    } else {
                        facts.urlVariables = names
                    }
                }
            case "default-model": facts.defaultModel = try text(node, key)
            case "shares-models-of": facts.sharesModelsOf = try text(node, key)
            case "models":
                for (name, node) in try members(node, key) {
                    let index = facts.models.firstIndex { $0.name == name }
                    let entry = try model(
                        node, over: index.map { facts.models[$0] } ?? ModelEntry(name: name))
                    if let index { facts.models[index] = entry } else { facts.models.append(entry) }
                }
            default:
                throw unknown(
                    key, node,
                    known: [
                        "format", "url", "url-variables", "key-variables", "default-model",
                        "shares-models-of", "models",
                    ])
            }
        }
        guard !facts.format.isEmpty else { throw error("provider '\(facts.name)' has no 'format'", node) }
        return facts
    }

    private func model(_ node: YAML.Node, over entry: ModelEntry) throws(CatalogueError) -> ModelEntry {
        var entry = entry
        for (key, node) in try members(node, entry.name) {
            switch key {
            case "context": entry.context = try count(node, key)
            case "output": entry.output = try count(node, key)
            case "price":
                switch node.scalar?.text {
                case "free": entry.price = .known(.free)
                case "unknown": entry.price = .unknown
                default: entry.price = .known(try price(node))
                }
            case "tools": entry.tools = try truth(node, key)
            case "temperature": entry.temperature = try truth(node, key)
            case "structured-output":
                let words = ModelAbilities.StructuredOutput.allCases.map(\.rawValue)
                entry.structuredOutput = .init(rawValue: try word(node, key, of: words))
            case "thinking":
                let words = ModelAbilities.ThinkingControl.allCases.map(\.rawValue)
                entry.thinking = .init(rawValue: try word(node, key, of: words))
            case "least-effort": entry.leastEffort = try text(node, key)
            default:
                throw unknown(
                    key, node,
                    known: [
                        "context", "output", "price", "tools", "structured-output", "thinking",
                        "least-effort",
                        "temperature",
                    ])
            }
        }
        return entry
    }

    private func price(_ node: YAML.Node) throws(CatalogueError) -> ModelPrice {
        var (date, beyond): (String?, (tokens: Int, rates: ModelPrice.Rates)?) = (nil, nil)
        var rest: [(key: String, node: YAML.Node)] = []
        for member in try members(node, "price") {
            switch member.key {
            case "date": date = try text(member.node, member.key)
            case "beyond":
                var (tokens, inner): (Int?, [(key: String, node: YAML.Node)]) = (nil, [])
                for member in try members(member.node, "beyond") {
                    if member.key == "tokens" {
                        tokens = try count(member.node, member.key)
                    } else {
                        inner.append(member)
                    }
                }
                guard let tokens else { throw error("'beyond' has no 'tokens'", member.node) }
                beyond = (tokens, try rates(inner, member.node))
            default: rest.append(member)
            }
        }
        return ModelPrice(rates: try rates(rest, node), beyond: beyond, date: date)
    }

    private func rates(
        _ members: [(key: String, node: YAML.Node)], _ node: YAML.Node
    ) throws(CatalogueError) -> ModelPrice.Rates {
        var rates: [String: Money] = [:]
        let known = ["input", "output", "cache-read", "cache-write"]
        for (key, node) in members {
            guard known.contains(key) else { throw unknown(key, node, known: known) }
            // Written for a million tokens.
            guard let amount = Money(dollars: try text(node, key)), amount.picodollars % 1_000_000 == 0 else {
                throw unfit(key, "an amount of dollars with at most six decimals", node)
            }
            rates[key] = Money(picodollars: amount.picodollars / 1_000_000)
        }
        guard let input = rates["input"], let output = rates["output"] else {
            throw error("a price has 'input' and 'output'", node)
        }
        return .init(
            input: input, output: output, cacheRead: rates["cache-read"], cacheWrite: rates["cache-write"])
    }

    func members(_ node: YAML.Node, _ what: String) throws(CatalogueError) -> [(key: String, node: YAML.Node)]
    {
        guard let members = node.members else { throw unfit(what, "a mapping", node) }
        var pairs: [(key: String, node: YAML.Node)] = []
        for member in members { pairs.append((try text(member.key, what), member.value)) }
        return pairs
    }

    func unknown(_ key: String, _ node: YAML.Node, known: [String]) -> CatalogueError {
        let near = NearestName.of(key, among: known)
        let hint = near.map { "did you mean '\($0)'?" } ?? "there are \(known.joined(separator: ", "))"
        return error("unknown key '\(key)'", node, hints: [hint])
    }

    private func text(_ node: YAML.Node, _ key: String) throws(CatalogueError) -> String {
        guard let scalar = node.scalar, scalar.value != .null else { throw unfit(key, "a text", node) }
        return scalar.text
    }

    private func count(_ node: YAML.Node, _ key: String) throws(CatalogueError) -> Int {
        guard let count = Int(try text(node, key)), (1...1_000_000_000).contains(count) else {
            throw unfit(key, "a number of tokens", node)
        }
        return count
    }

    private func truth(_ node: YAML.Node, _ key: String) throws(CatalogueError) -> Bool {
        guard case .bool(let truth) = node.scalar?.value else { throw unfit(key, "true or false", node) }
        return truth
    }

    private func word(_ node: YAML.Node, _ key: String, of words: [String]) throws(CatalogueError) -> String {
        let word = try text(node, key)
        guard words.contains(word) else { throw unfit(key, "one of \(words.joined(separator: ", "))", node) }
        return word
    }

    private func barred(_ key: String, _ provider: String, _ node: YAML.Node) -> CatalogueError {
        error(
            "'\(key)' of '\(provider)' can't be set here", node,
            hints: ["where keys are sent is set in the user's own models.yml"])
    }

    private func unfit(_ key: String, _ wanted: String, _ node: YAML.Node) -> CatalogueError {
        error("'\(key)' is not \(wanted)", node)
    }

    private func error(_ message: String, _ node: YAML.Node, hints: [String] = []) -> CatalogueError {
        CatalogueError(layer.name, message, at: node.start, hints: hints)
    }
}

/// Why a text of the catalogue can't be read, and where.
public struct CatalogueError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file's name.
    public var file: String
    /// In lower case, the subject in quotes, without the place.
    public var message: String
    /// Where what is wrong begins.
    public var position: SourcePosition
    /// What may help, one line each.
    public var hints: [String]

    init(_ file: String, _ message: String, at position: SourcePosition, hints: [String] = []) {
        (self.file, self.message) = (file, message)
        (self.position, self.hints) = (position, hints)
    }

    /// The place and the message, for one line.
    public var description: String {
        "'\(file)': line \(position.line), column \(position.column): \(message)"
    }
}
