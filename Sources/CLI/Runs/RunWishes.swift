import Domain
import Engine
import Git
import JSON
import Journal
import Workflow

/// What the command line says that a run is to be started with.
struct RunWishes {
    /// The issue that it is about.
    let issue: IssueIntake?
    /// By name.
    private(set) var inputs: [String: JSON]
    /// The inputs that options have set, by the option's name.
    private var options: [String: String] = [:]

    /// - Throws: for an issue or a patch that can't be read, and for a value that is given twice.
    init(_ arguments: Arguments, _ session: borrowing Session) throws(Failure) {
        inputs = try RunInputs.parse(arguments.values("--input"))
        if let word = arguments.value("--issue") {
            var journal = try session.openJournalForReading()
            let actor = session.actor(try session.identity(in: journal))
            let intake = try IssueIntake(word, by: actor, in: &journal)
            issue = intake
            try set("issue", to: intake.id.description, by: "--issue")
        } else {
            issue = nil
        }
        if let agent = arguments.value("--agent") { try set("agent", to: agent, by: "--agent") }
        if let file = arguments.value("--patch") {
            try set("patch", to: try Session.text(of: file), by: "--patch")
            if inputs["agent"] == nil { inputs["agent"] = "patch" }
        }
    }

    /// The branch that the work is to be merged into, where that is said.
    var base: String? {
        guard let name = inputs["base"]?.stringValue, !name.isEmpty else { return nil }
        return name
    }

    private mutating func set(_ input: String, to value: String, by option: String) throws(Failure) {
        guard inputs[input] == nil else {
            throw Failure(.usage, "'\(option)' and '-i \(input)=…' say the same: leave one of them out")
        }
        inputs[input] = .string(value)
        options[option] = input
    }

    /// Refuses options that a workflow has no use for, and adds the agent that is configured.
    ///
    /// - Parameters:
    ///   - definition: of the workflow.
    ///   - agent: the value of `autowrk.agent`.
    mutating func fit(to definition: Definition, agent: String?) throws(Failure) {
        let known = Set(definition.inputs.map(\.name))
        for (option, input) in options.sorted(by: { $0.key < $1.key }) where !known.contains(input) {
            throw Failure(
                .usage, "workflow '\(printable(definition.name))' has no use for '\(option)'",
                hints: ["it has no input '\(input)'; 'git autowrk workflow show' shows what it takes"])
        }
        if let agent, known.contains("agent"), inputs["agent"] == nil { inputs["agent"] = .string(agent) }
    }
}
