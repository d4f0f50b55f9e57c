public import Domain

/// The secrets among the variables of this process.
///
/// A variable is one when the workflow asks for it as `secrets.<name>`, when the user has listed it, or when
/// its name looks like one; it is none when the user has said so.
public struct Secrets: Sendable {
    /// By variable.
    public let values: [String: String]
    /// Hides all of them.
    public let mask: SecretMask
    /// Finds them in files, where what is short is likely to be there by chance.
    let inFiles: SecretMask

    /// Finds them.
    ///
    /// - Parameters:
    ///   - environment: all variables; those named in `AUTOWRK_SECRETS`, with commas or spaces between them,
    ///     are secrets, and with `!` before the name none, whatever the name looks like.
    ///   - referenced: what stands behind `secrets.` in the workflow; compared without case, as there.
    ///   - listed: the values of `autowrk.secret` in Git's configuration, each a name or several, with or
    ///     without `!`.
    ///   - shapes: what keys look like whose values are not among them; they are hidden, too.
    public init(
        environment: [String: String], referenced: Set<String> = [], listed: [String] = [],
        shapes: SecretScan? = nil
    ) {
        let names = (listed + [environment["AUTOWRK_SECRETS"] ?? ""]).flatMap {
            $0.split { $0 == "," || $0.isWhitespace }.map { $0.uppercased() }
        }
        let asked = Set(names).union(referenced.map { $0.uppercased() })
        values = environment.filter { name, value in
            guard value.contains(where: { !$0.isWhitespace }) else { return false }
            let name = name.uppercased()
            return asked.contains(name) || !asked.contains("!" + name) && Self.looksSecret(name, value)
        }
        mask = SecretMask(Array(values.values), shapes: shapes)
        inFiles = SecretMask(values.values.filter { $0.utf8.count >= Self.shortestValue })
    }

    /// The variables.
    public var names: Set<String> { Set(values.keys) }

    /// The variable whose value turns up in what `isNeeded` looks at; of several the first by name.
    func name(where isNeeded: (SecretMask) throws -> Bool) rethrows -> String? {
        try values.sorted { $0.key < $1.key }.first { try isNeeded(SecretMask([$0.value])) }?.key
    }

    /// The variable whose value stands in a text that is to be recorded; nil for none.
    public func name(in text: String) -> String? {
        guard inFiles.isNeeded(for: text) else { return nil }
        return name { $0.isNeeded(for: text) }
    }

    /// How to say that a variable is none.
    public static func exemption(of name: String) -> String {
        "if '\(name)' is no secret: git config --add autowrk.secret '!\(name)'"
    }

    /// In bytes. What is shorter is `true`, `none` or the like: to hide that everywhere would do harm.
    public static let shortestValue = 8

    /// The name decides. `…CREDENTIALS` often holds the path of a file, which is no secret.
    private static func looksSecret(_ name: String, _ value: String) -> Bool {
        guard value.utf8.count >= shortestValue, SecretName.isCertain(name) else { return false }
        return !(name.hasSuffix("CREDENTIALS") && value.hasPrefix("/"))
    }
}
