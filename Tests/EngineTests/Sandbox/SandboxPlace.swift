import Engine
import Git
import Platform
import Templates
import TestSupport

/// A user's home with keys and toolchains, a repository, and a checkout in which commands run in a sandbox.
struct SandboxPlace {
    let scratch: ScratchSandbox
    let checkout: String
    let tree: ObjectID
    private let pool: ScratchPool

    /// Why nothing can be tried on this machine; nil where it can.
    static let obstacle = SandboxAvailability.probed(in: Environment.current()).obstacle

    init() throws {
        scratch = try ScratchSandbox()
        let home = scratch.sandbox.home
        for file in [
            ".ssh/id_ed25519", ".aws/credentials", ".config/gh/hosts.yml", ".netrc", ".git-credentials",
            ".cargo/credentials.toml", ".unheard-of", "Documents/diary", ".cargo/registry/crate",
            ".rustup/toolchain", ".pyenv/version", ".m2/repository/jar", "go/pkg/mod/module", "sdk/tool",
        ] {
            try scratch.sandbox.write("\(home)/\(file)", "content of \(file)\n")
        }
        let repository = try scratch.repository()
        tree = try scratch.tree(1)
        pool = try scratch.pool()
        checkout = try pool.checkout(of: tree, commit: scratch.commits[1], in: repository).path
    }

    var sandbox: Sandbox { scratch.sandbox }

    static let rules = { @Sendable () throws(SandboxRulesError) in try SandboxRules(yaml: Templates.sandbox) }

    /// A script of `sh` in the checkout, in a sandbox.
    func command(
        _ script: String, readable: [String] = [], writable: [String] = [], mark: ProcessMark? = nil,
        environment: [String: String] = [:], _ change: (inout CommandSandbox) -> Void = { _ in }
    ) throws -> ChildCommand {
        let environment = sandbox.environment.merging(environment) { $1 }
        var command = ChildCommand(
            ["sh", "-c", script], in: checkout, environment: environment, timeLimit: .seconds(60))
        command.leftovers = .end(mark: mark)
        let chosen = try SandboxSettings(.all, rules: Self.rules).choose(.required, in: environment).sandbox
        guard var sandbox = chosen else { throw NoSandbox() }
        change(&sandbox)
        let places = SandboxPlaces(
            checkout: checkout, of: try scratch.repository(), readable: readable, writable: writable)
        return try sandbox.wrap(command, at: places)
    }

    /// Runs one; what it printed, and how it ended.
    func run(
        _ script: String, readable: [String] = [], writable: [String] = [],
        environment: [String: String] = [:], _ change: (inout CommandSandbox) -> Void = { _ in }
    ) throws -> ChildOutcome {
        try command(
            script, readable: readable, writable: writable, environment: environment, change
        ).run()
    }

    private struct NoSandbox: Error {}
}
