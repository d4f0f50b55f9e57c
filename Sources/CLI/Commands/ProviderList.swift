import AI
import JSON

extension Subcommand {
    static let providerList = Subcommand(
        path: ["provider", "list"], summary: "list the AI providers that can be asked",
        options: [.json],
        discussion: [
            """
            A key is taken from the environment, else from 'git credential', so that the keyring that Git uses \
            serves. 'autowrk.provider' names the one that is asked first, as in 'anthropic' or \
            'ollama/llama3', 'autowrk.fallback' those that are asked when it can't answer.
            """
        ]
    ) { (session, arguments) throws(Failure) in
        let service = try session.openModels()
        let choices = ([service.settings.preferred].compactMap { $0 } + service.settings.fallbacks).map(
            \.provider)
        let rows = service.providers.all.map { provider in
            ProviderRow(
                provider, variable: service.keys.variable(of: provider),
                order: choices.firstIndex(of: provider.name))
        }
        for fault in service.providers.all.compactMap(\.fault) {
            session.remark(harmless("warning: \(fault.message)"))
            for hint in fault.hints { session.remark(harmless("hint: \(hint)")) }
        }
        if arguments.has("--json") {
            try session.print(["providers": .array(rows.map(\.json))])
            return .done
        }
        let table = Table(
            [.left, .left, .left, .left, .left],
            [["name", "format", "model", "where", "key"]] + rows.map(\.cells))
        for line in table.lines(width: session.lineWidth) { try session.print(line) }
        return .done
    }
}

/// A provider as it is listed.
private struct ProviderRow {
    let provider: ConfiguredProvider
    let variable: String?
    let order: Int?

    init(_ provider: ConfiguredProvider, variable: String?, order: Int?) {
        (self.provider, self.variable, self.order) = (provider, variable, order)
    }

    private var key: String {
        if let variable { return variable }
        switch provider.way {
        case .program: return "none needed"
        case .none: return "can't be asked"
        case .server: break
        }
        return provider.isKeyOptional
            ? "git credential, or none"
            : "git credential, or \(provider.keyVariables.joined(separator: ", "))"
    }

    var cells: [String] {
        let mark = order.map { $0 == 0 ? " (asked first)" : " (fallback \($0))" } ?? ""
        return [provider.name + mark, provider.format, provider.model, provider.place, key]
    }

    var json: JSON {
        var object: JSON.Object = [
            "name": .string(provider.name), "format": .string(provider.format),
            "model": .string(provider.model),
            "key_variables": .array(provider.keyVariables.map { .string($0) }),
            "key_needed": .bool(!provider.isKeyOptional),
        ]
        object["key_variable"] = variable.map { .string($0) } ?? .null
        object["order"] = order.map { .integer(Int64($0)) } ?? .null
        switch provider.way {
        case .server(_, let address): object["url"] = .string(address.text)
        case .program(let command): object["command"] = .string(command)
        case .none(let fault): object["fault"] = .string(fault.message)
        }
        return .object(object)
    }
}
