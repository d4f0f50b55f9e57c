import Engine
import Platform
import Workflow

extension Subcommand {
    static let workflowExport = Subcommand(
        path: ["workflow", "export"], summary: "print a workflow and those it starts as one file",
        operands: "<name>|<file>", operandCount: 1...1,
        options: [
            Option(name: "--output", short: "-o", value: "<file>", help: "write a file and print nothing")
        ],
        discussion: [
            """
            The texts stay as they are, comments included; workflows that steps start and that are not built \
            in stand below 'workflows'.
            """,
            """
            To change a workflow that is built in, export it to .autowrk/workflows/<name>.yml: what is there \
            goes before it.
            """,
        ]
    ) { (session, arguments) throws(Failure) in
        let workflows = try Workflows(session)
        let source = try workflows.find(arguments.operands[0])
        let catalogue = workflows.catalogue
        guard let definition = Definition.read(source.text, name: source.name, catalogue: catalogue).0 else {
            throw Failure(
                .input, "cannot export the workflow '\(printable(source.name))': its text is faulty",
                hints: ["'git autowrk workflow check' tells what is wrong"])
        }
        let text: [UInt8]
        do throws(DefinitionExport.Failure) {
            let others = workflows.started(by: definition, catalogue).map { ($0.name, $0.text) }
            text = try DefinitionExport.text(of: source.text, including: others)
        } catch {
            throw Failure(
                .input, "cannot export '\(printable(source.name))': \(error.message)", hints: error.hints)
        }
        guard let path = arguments.value("--output") else {
            try session.write(text)
            return .done
        }
        do throws(SystemError) {
            try Files.writeAtomically(text, to: path, durable: false)
        } catch { throw Failure(error) }
        return .done
    }
}

extension Workflows {
    /// What steps start, and what the steps of that start, without what is built in or in the file itself.
    fileprivate func started(by definition: Definition, _ catalogue: Catalogue) -> [WorkflowSource] {
        var found: [WorkflowSource] = []
        var rest = definition.startedNames
        while !rest.isEmpty {
            let name = rest.removeFirst()
            guard definition.nested[name] == nil, !found.contains(where: { $0.name == name }),
                let source = sources.first(where: { $0.name == name }), source.origin != .builtIn
            else { continue }
            found.append(source)
            let inner = Definition.read(source.text, name: name, catalogue: catalogue).0
            rest += inner?.startedNames ?? []
        }
        return found
    }
}

extension Definition {
    /// The workflows that steps name, in this definition and those in its file. A name with an expression is
    /// known only when the step runs.
    fileprivate var startedNames: [String] {
        let own = steps.compactMap { step in
            if case .workflow(let name, _) = step.kind { name.constantText } else { nil }
        }
        return own + nested.sorted { $0.key < $1.key }.flatMap { $0.value.startedNames }
    }
}
