/// The secrets among the variables of this process.
///
/// A variable is one when the workflow asks for it as `secrets.<name>`, when the user has listed it, or when
/// its name looks like one.
public struct Secrets: Sendable {
    /// By variable.
    public let values: [String: String]
    /// Hides all of them.
    public let mask: SecretMask

    /// Finds them.
    ///
    /// - Parameters:
    ///   - environment: all variables; those named in `AUTOWRK_SECRETS`, with commas or spaces between them,
    ///     are secrets.
    ///   - referenced: what stands behind `secrets.` in the workflow; compared without case, as there.
    ///   - listed: the values of `autowrk.secret` in Git's configuration, each a name or several.
    public init(environment: [String: String], referenced: Set<String> = [], listed: [String] = []) {
        let names = (listed + [environment["AUTOWRK_SECRETS"] ?? ""]).flatMap {
            $0.split { $0 == "," || $0.isWhitespace }.map { $0.uppercased() }
        }
        let asked = Set(names).union(referenced.map { $0.uppercased() })
        values = environment.filter { name, value in
            guard value.contains(where: { !$0.isWhitespace }) else { return false }
            return asked.contains(name.uppercased()) || Self.looksSecret(name.uppercased(), value)
        }
        mask = SecretMask(Array(values.values))
    }

    /// The variables.
    public var names: Set<String> { Set(values.keys) }

    /// The ends of names that stand for secrets.
    private static let endings = [
        "TOKEN", "SECRET", "PASSWORD", "PASSWD", "API_KEY", "APIKEY", "ACCESS_KEY", "PRIVATE_KEY",
        "CREDENTIALS",
    ]

    /// In bytes. What is shorter is `true`, `none` or the like: to hide that everywhere would do harm.
    private static let shortestValue = 8

    /// The name decides. `…CREDENTIALS` often holds the path of a file, which is no secret.
    private static func looksSecret(_ name: String, _ value: String) -> Bool {
        guard value.utf8.count >= shortestValue, endings.contains(where: { name.hasSuffix($0) }) else {
            return false
        }
        return !(name.hasSuffix("CREDENTIALS") && value.hasPrefix("/"))
    }
}
