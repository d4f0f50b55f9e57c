import Git
import Workflow
import YAML

extension AgentPolicy {
    /// Where a repository keeps its boundaries.
    static let path = ".autowrk/policy.yml"

    /// What `agent` in the policy of a commit's tree says; without one everything that tools can do is allowed.
    init(of commit: ObjectID, in repository: borrowing Repository) throws {
        self.init()
        guard let entry = try repository.entry(at: Self.path, in: commit), entry.mode != .tree,
            entry.mode != .submodule
        else { return }
        do {
            let documents = try YAML.parse(try repository.blob(entry.id))
            guard let agent = documents.first?.root["agent"] else { return }
            try read(agent)
        } catch let error as YAMLError {
            throw StepFailure(.input, "cannot read '\(Self.path)': \(error)")
        }
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
            case "protect": protected = values
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
        StepFailure(.input, "cannot read '\(path)': line \(node.start.line): \(message)")
    }
}
