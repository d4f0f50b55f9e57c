import Engine
import JSON
import Journal
import Platform
import Workflow

extension Subcommand {
    static let show = Subcommand(
        path: ["show"], summary: "show everything about a run, or what a step has printed",
        operands: "[<run>]", operandCount: 0...1,
        options: [
            Option(name: "--step", value: "<step>", help: "only this step"),
            Option(name: "--output", help: "with --step: all that its command has printed"),
            .json,
        ],
        discussion: [
            """
            Tells what each step did, took and gave, what the run waits for and the command that answers it, \
            what could not be taken back, and what other clones did in vain. Without a run it is the one that \
            was started last.
            """
        ]
    ) { (session, arguments) throws(Failure) in
        var journal = try session.openJournalForReading()
        let run =
            if let name = arguments.operands.first {
                try RunNames.find(name, in: &journal)
            } else {
                try RunNames.newest(in: &journal)
            }
        let view = try RunReader.view(run, in: &journal)
        let report = RunReport(
            view: view, style: TextStyle.output(session.terminal), now: session.time.now())
        guard let step = arguments.value("--step") else {
            guard !arguments.has("--output") else {
                throw Failure(.usage, "option '--output' goes with '--step'")
            }
            let models = try RunModels(view, to: session.time.now(), in: &journal)
            if arguments.has("--json") {
                var document = RunDocument.document(of: view)
                document["models"] = models.isEmpty ? nil : models.json
                try session.print(document)
            } else {
                for line in report.lines(models: models.lines) { try session.print(line) }
            }
            return .done
        }
        try RunSteps.require(step, in: view)
        let output = arguments.has("--output") ? try StepLog.read(step, of: view, in: &journal) : nil
        if arguments.has("--json") {
            var document: JSON.Object = ["id": .string(run.description)]
            document["step"] = RunDocument.step(step, view.state.steps[step])
            if let output { document["output"] = .string(String(decoding: output, as: UTF8.self)) }
            try session.print(document)
        } else if let output {
            try session.write(output)
        } else {
            for line in report.lines(about: step) { try session.print(line) }
        }
        return .done
    }
}
