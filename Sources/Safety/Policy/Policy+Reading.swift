import Workflow
import YAML

extension Policy {
    /// Reads `.autowrk/policy.yml`.
    ///
    /// - Parameters:
    ///   - text: YAML.
    ///   - path: what the file is called, for messages.
    /// - Throws: ``SafetyError/policy(path:text:_:)`` for anything in it that is not understood: a boundary that
    ///   is passed over is none.
    public init(reading text: [UInt8], path: String = Policy.path) throws(SafetyError) {
        var reader = DocumentReader()
        var policy = Policy()
        if let root = reader.root(text, "'\(path)'", mayBeEmpty: true) {
            let keys = reader.members(of: root, "'\(path)'", known: ["commands", "paths", "agent"])
            let commands = reader.members(of: keys["commands"], "'commands'", known: ["refuse", "ask"])
            policy.refused = reader.texts(commands["refuse"], "'refuse'")
            policy.asked = reader.texts(commands["ask"], "'ask'")
            let paths = reader.members(of: keys["paths"], "'paths'", known: ["protect"])
            policy.protected = reader.texts(paths["protect"], "'protect'")
            policy.agent = keys["agent"]
        }
        guard reader.diagnostics.isEmpty else {
            throw .policy(path: path, text: text, reader.diagnostics)
        }
        self = policy
    }
}
