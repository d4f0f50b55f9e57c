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
    /// Files that go along with it, which inputs name by their objects.
    private(set) var attachments: [Attachment] = []
    /// The inputs that options have set, by the option's name.
    private var options: [String: String] = [:]

    /// More is no change that anybody has made by hand; in bytes.
    private static let longestPatch = 32 << 20

    /// - Throws: for an issue or a patch that can't be read, and for a value that is given twice.
    init(
        _ arguments: Arguments, _ session: borrowing Session, in journal: inout Journal
    ) throws(Failure) {
        if arguments.value("--issue") == "-", arguments.value("--patch") == "-" {
            throw Failure(.usage, "options '--issue' and '--patch' can't both read standard input")
        }
        inputs = try RunInputs.parse(arguments.values("--input"))
        // An empty name is none, as in "$AGENT" where nobody has set it.
        if inputs["agent"]?.stringValue?.isEmpty == true { inputs["agent"] = nil }
        if let word = arguments.value("--issue") {
            let actor = session.actor(try session.identity(in: journal))
            let intake = try IssueIntake(
                word, by: actor, try session.secrets(of: journal.repository), in: &journal)
            session.remark(about: intake.findings, in: "the issue", "and was replaced by '***'")
            issue = intake
            try set("issue", to: intake.id.description, by: "--issue")
        } else {
            issue = try inputs["issue"]?.stringValue.flatMap { (word) throws(Failure) in
                try IssueIntake(recorded: word, in: &journal)
            }
            if let issue { inputs["issue"] = .string(issue.id.description) }
        }
        if let agent = arguments.value("--agent"), !agent.isEmpty {
            try set("agent", to: agent, by: "--agent")
        }
        if let file = arguments.value("--patch") {
            try attach(patch: file, in: journal.repository)
            // Masked it would be another change.
            for case .bytes(let bytes) in attachments.map(\.content) {
                session.remark(
                    about: KnownShapes.scan.findings(in: bytes), in: "the patch", "and is recorded as it is")
            }
        }
    }

    /// The branch that the work is to be merged into, where that is said.
    var base: String? {
        guard let name = inputs["base"]?.stringValue, !name.isEmpty else { return nil }
        return name
    }

    private mutating func attach(patch file: String, in repository: borrowing Repository) throws(Failure) {
        let bytes = try NamedText.read(file, atMost: Self.longestPatch, "the patch")
        let id: ObjectID
        do { id = try repository.name(ofObject: bytes, as: .blob) } catch { throw Failure(error) }
        try set("patch", to: id.hex, by: "--patch")
        attachments.append(Attachment(name: "PATCH.diff", content: .bytes(bytes)))
        if inputs["agent"] == nil { inputs["agent"] = "patch" }
    }

    private mutating func set(_ input: String, to value: String, by option: String) throws(Failure) {
        guard inputs[input] == nil else {
            throw Failure(.usage, "'\(option)' and '-i \(input)=…' say the same: leave one of them out")
        }
        inputs[input] = .string(value)
        options[option] = input
    }

    /// Refuses options that a workflow has no use for, and adds what is known without being said.
    ///
    /// - Parameters:
    ///   - definition: of the workflow.
    ///   - agent: the value of `autowrk.agent`.
    ///   - branch: the one that the work is to be merged into; nil where nothing tells.
    mutating func fit(to definition: Definition, agent: String?, branch: String?) throws(Failure) {
        let known = Set(definition.inputs.map(\.name))
        for (option, input) in options.sorted(by: { $0.key < $1.key }) where !known.contains(input) {
            throw Failure(
                .usage, "workflow '\(printable(definition.name))' has no use for '\(option)'",
                hints: ["it has no input '\(input)'; 'git autowrk workflow show' shows what it takes"])
        }
        if let agent, !agent.isEmpty, known.contains("agent"), inputs["agent"] == nil {
            inputs["agent"] = .string(agent)
        }
        guard base == nil, definition.inputs.contains(where: \.asksForBase) else { return }
        guard let branch else {
            throw Failure(
                .usage, "no branch to merge into was found, and none is checked out",
                hints: ["name it with '-i base=<branch>', or for good: git config autowrk.base <branch>"])
        }
        inputs["base"] = .string(branch)
    }
}

extension InputDefinition {
    /// Whether it is the branch to merge into, which need not be given.
    fileprivate var asksForBase: Bool {
        name == "base" && kind == .string && !isRequired
            && (defaultValue == nil || defaultValue == .null || defaultValue == "")
    }
}
