import Git
import Safety
import Workflow
import YAML

extension AgentPolicy {
    /// What the policy of a commit's tree says of agents, and which of its paths may not be changed; without one
    /// everything that tools can do is allowed.
    init(of commit: ObjectID, in repository: borrowing Repository) throws {
        self.init()
        guard let entry = try repository.entry(at: Policy.path, in: commit) else { return }
        guard entry.mode == .file || entry.mode == .executable else {
            throw StepFailure(.input, "cannot read '\(Policy.path)': it is no file")
        }
        let policy: Policy
        let text = try repository.blob(entry.id)
        do throws(SafetyError) { policy = try Policy(reading: text) } catch {
            throw StepFailure(.input, "cannot read '\(Policy.path)': \(Self.message(of: error))")
        }
        boundaries = policy
        protected = policy.protected
        if let agent = policy.agent { try read(agent) }
    }

    private mutating func read(_ node: YAML.Node) throws {
        guard let members = node.members else { throw Self.error(node, "'agent' must be a mapping") }
        for member in members {
            guard let key = member.key.scalar?.text else {
                throw Self.error(member.key, "a key must be a text")
            }
            let values = try Self.texts(member.value, of: key)
            switch key {
            case "tools":
                for value in values where AgentTools.tool(value) == nil {
                    let names = AgentTools.all.map(\.name).joined(separator: ", ")
                    throw Self.error(member.value, "there is no tool '\(value)'; there are \(names)")
                }
                tools = Set(values)
            case "protect": protected += values
            case "hide": hidden = values
            default: throw Self.error(member.key, "unknown key '\(key)'; there are tools, protect and hide")
            }
        }
    }

    private static func texts(_ node: YAML.Node, of key: String) throws -> [String] {
        if let text = node.scalar?.text { return [text] }
        let texts = node.elements?.map { $0.scalar?.text }
        guard let texts, !texts.contains(nil) else { throw error(node, "'\(key)' must be a list of texts") }
        return texts.compactMap { $0 }
    }

    private static func error(_ node: YAML.Node, _ message: String) -> StepFailure {
        StepFailure(.input, "cannot read '\(Policy.path)': line \(node.start.line): \(message)")
    }

    private static func message(of error: SafetyError) -> String {
        switch error {
        case .table(_, _, let diagnostics), .policy(_, _, let diagnostics):
            diagnostics.first.map { "line \($0.start.line): \($0.message)" } ?? "it is not understood"
        }
    }
}
