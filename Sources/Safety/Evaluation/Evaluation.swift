import Shell

/// Goes through a text of commands as a shell would, and performs none of them.
///
/// What can be known is followed: variables, functions, folders, what `echo` prints. All ways through a text
/// are taken, as nobody knows what a condition will say.
struct Evaluation {
    let rules: RuleBook
    let policy: Policy
    let situation: Situation
    let text: [UInt8]
    let classes: PathClasses

    private(set) var findings: [Finding] = []
    private var known: Set<Finding> = []
    var state: State
    /// The here-documents of the text that is gone through.
    var documents: [HereDocument] = []
    /// Code that `trap` puts aside.
    var traps: [Field] = []
    /// Functions that are being called.
    var callers: [String] = []
    /// Where output goes that no pipe takes.
    var sink = Sink.shown
    /// What commands read that nothing else is handed to; nil for a terminal.
    var input: Stream?

    private var depth = 0
    private var work = 0

    /// More than anybody wants to be asked about, and little enough to be quick.
    private static let maximumWork = 3000
    /// Little enough for a thread's stack.
    private static let maximumDepth = 60

    init(rules: RuleBook, policy: Policy, situation: Situation, text: [UInt8]) {
        (self.rules, self.policy, self.situation, self.text) = (rules, policy, situation, text)
        classes = PathClasses(rules, situation)
        state = State(folders: [Path(situation.folder)])
        state.variables["HOME"] = .init([Field(situation.home, range: 0..<0)])
        state.variables["IFS"] = .init([Field(" \t\n", range: 0..<0)])
    }

    /// Goes through the whole text.
    mutating func performText() {
        _ = performCode(text, .from(0), range: 0..<text.count)
        // Traps are performed when all else is done.
        for code in traps {
            _ = apart { $0.performCode(code.pieces, code.taint, place: code.place, range: code.range) }
        }
        // Who defines a function means to call it, from a place that was not understood.
        for (name, function) in state.functions.sorted(by: { $0.key < $1.key })
        where state.functions[name]?.isCalled == false {
            state.arguments = nil
            _ = callFunction(name, function)
        }
    }

    // MARK: Findings

    /// Remembers what stands against a part of the text.
    mutating func add(_ rule: Rule, _ range: Range<Int>) {
        add(rule.name, rule.area, rule.decision, rule.reason, range)
    }

    mutating func add(
        _ rule: String, _ area: String, _ decision: Decision, _ reason: String, _ range: Range<Int>
    ) {
        let range = range.clamped(to: 0..<text.count)
        let finding = Finding(
            rule: rule, area: area, decision: max(decision, policy.decision(forRule: rule) ?? decision),
            reason: reason, words: String(decoding: text[range], as: UTF8.self), range: range)
        guard finding.decision > .allow, findings.count < 200, known.insert(finding).inserted else { return }
        findings.append(finding)
    }

    /// Applies the rules for something that can't be gone on from.
    mutating func meet(_ circumstance: Circumstance, _ taint: Taint = [], _ range: Range<Int>) {
        let found = rules.rules.first {
            $0.subject == .circumstance(circumstance)
                && ($0.carries.isEmpty || !$0.carries.isDisjoint(with: taint))
        }
        if let found { add(found, range) }
    }

    // MARK: Bounds

    /// Whether there is still room to go on; where there is not, that is a finding.
    mutating func descend(_ range: Range<Int>) -> Bool {
        work += 1
        depth += 1
        if work <= Self.maximumWork && depth <= Self.maximumDepth { return true }
        meet(.unbounded, [], range)
        return false
    }

    mutating func ascend() { depth -= 1 }

    // MARK: Code

    /// Goes through code in the shell's language that stands somewhere in the text, or has come out of it.
    mutating func performCode(_ code: [UInt8], _ places: Places, range: Range<Int>) -> Stream {
        // To read costs as well.
        work += code.count / 200
        guard descend(range) else { return .unknown() }
        defer { ascend() }
        let script: Script
        do throws(ShellError) { script = try Shell.parse(code, places: places) } catch {
            meet(error.kind == .limit ? .unbounded : .unreadable, [], range)
            return .unknown()
        }
        let outer = documents
        documents = script.hereDocuments
        defer { documents = outer }
        return perform(script.list)
    }

    /// Goes through code that is a value: what is unknown in it stands as a variable there.
    mutating func performCode(_ pieces: [Piece], _ taint: Taint, place: Int?, range: Range<Int>) -> Stream {
        if pieces.isEmpty { return .empty }
        if pieces.count == 1, case .unknown = pieces[0] {
            meet(.unknownCode, taint, range)
            return .unknown(taint)
        }
        var code: [UInt8] = []
        for piece in pieces {
            switch piece {
            case .text(let text), .wildcard(let text): code += Array(text.utf8)
            case .unknown(let name):
                var name = name
                if name == "!" {
                    code += Array("$!".utf8)
                    continue
                }
                if name.utf8.first.map({ ($0 | 0x20) >= 0x61 || $0 == 0x5F }) != true {
                    name = "unknown_\(state.variables.count)"
                    state.variables[name] = .init([Field([.unknown(name)], taint: taint, range: range)])
                }
                code += Array("${\(name)}".utf8)
            }
        }
        let isLiteral = pieces.known != nil
        return performCode(
            code, isLiteral ? place.map { Places.from($0) } ?? .within(range) : .within(range), range: range)
    }

    /// The classes of what a word means as a path.
    func classes(of field: Field) -> Set<String> { classes.classes(of: field.pieces, in: state.folders) }
}
