import Workflow

extension Subcommand {
    static let cancel = Subcommand(
        path: ["cancel"], summary: "stop a run, and leave what it has done as it is",
        operands: "[<run>]", operandCount: 0...1, options: RunSteering.options,
        discussion: [
            RunSteering.discussion,
            "Steps that ask for always() or cancelled() still have their turn. 'abort' takes back what was done.",
        ]
    ) { (session, arguments) throws(Failure) in
        try RunSteering(
            command: { _ in .cancel }, wanted: "is under way",
            status: { $0.status == .cancelled ? .done : ExitStatus($0) }
        ).run(&session, arguments)
    }
}
