import JSON
import TestSupport
import Testing

/// A repository from which providers are asked that are on loopback.
struct ProviderPlace {
    let clone: Clone
    var sandbox: Sandbox { clone.sandbox }
    var path: String { clone.path }

    static let key = "sk-planted-0123456789abcdef"

    init() throws {
        clone = try Clone()
        // Pauses between attempts are tested where time is a value.
        try sandbox.git("config", "--global", "autowrk.providerAttempts", "1")
    }

    /// A server that gives the same answer to everything.
    static func server(_ wire: ProviderWire) throws -> ScriptedServer {
        try ScriptedServer { wire.answer($0) }
    }

    /// By what a provider's address and key are told.
    static func environment(_ wire: ProviderWire, _ server: ScriptedServer) -> [String: String] {
        let name = wire.name.uppercased().replacing("-", with: "_")
        return ["AUTOWRK_\(name)_URL": server.url, "AUTOWRK_\(name)_KEY": key]
    }

    func provider(
        _ arguments: String..., input: String = "", environment: [String: String] = [:]
    ) throws -> CommandOutcome {
        try sandbox.autowrk(["provider"] + arguments, in: path, input: input, environment: environment)
    }

    /// Documents, one a line.
    static func documents(_ outcome: CommandOutcome) throws -> [JSON] {
        try outcome.stdout.split(separator: "\n").map { try JSON(parsing: String($0)) }
    }

    /// A helper that keeps what it is told in a file of the sandbox.
    func useKeyring() throws {
        let folder = sandbox.path("keyring")
        try sandbox.writePrograms(
            [
                "helper": """
                case $1 in
                store) cat > \(folder)/kept ;;
                get) cat > \(folder)/asked; env > \(folder)/environment; echo >> \(folder)/times
                    [ ! -f \(folder)/kept ] || ! grep -qxF "$(grep ^username= \(folder)/kept)" \(folder)/asked ||
                        cat \(folder)/kept ;;
                erase) rm -f \(folder)/kept; cat > /dev/null ;;
                esac
                """
            ], in: "keyring")
        try sandbox.git("config", "--global", "credential.helper", "\(folder)/helper")
    }
}
