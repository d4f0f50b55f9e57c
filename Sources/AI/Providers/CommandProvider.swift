import JSON
import Platform

extension Provider {
    /// A program that gets the conversation as text on its standard input and answers on its standard output.
    ///
    /// What it prints is handed on as it comes. It can call no tools, costs nothing unless somebody says so, and is not
    /// run again for the same request when it has failed: it may have done something.
    ///
    /// - Parameters:
    ///   - name: as it is configured.
    ///   - command: for the shell.
    ///   - environment: the variables that it gets.
    ///   - timeLimit: how long it may take.
    public static func command(
        name: String, command: String, environment: [String: String], timeLimit: Duration = .seconds(600)
    ) -> Provider {
        Provider(name: name, model: "", place: "command \(command)", usualPrice: .free, isRepeatable: false) {
            (request, onPiece) throws(ModelError) in
            guard request.tools.isEmpty else {
                throw ModelError(.request, "'\(name)' is a command, and can call no tools")
            }
            let answer = PrintedAnswer(onPiece)
            let child = ChildCommand(
                ["/bin/sh", "-c", command], environment: environment,
                input: .bytes(Array(CommandPrompt.text(of: request).utf8)),
                output: .stream { answer.take($0) },
                timeLimit: timeLimit)
            let outcome: ChildOutcome
            do throws(SystemError) { outcome = try await child.runInBackground() } catch {
                throw ModelError(.network, "'\(name)' can't be started: \(error.description)")
            }
            return try CommandPrompt.reply(outcome, answer.finish(), of: name)
        }
    }
}

/// A conversation as a program without an API gets it.
enum CommandPrompt {
    /// All of it: a single question as it is, more with headings.
    static func text(of request: ModelRequest) -> String {
        var parts: [String] = []
        if !request.system.isEmpty { parts.append(request.system) }
        for message in request.messages {
            let words = message.parts.compactMap { part in
                switch part {
                case .text(let text): text
                case .toolResult(let result): result.text
                case .thinking, .toolCall, .foreign: nil
                }
            }
            let heading = request.messages.count > 1 ? "[\(message.role.rawValue)]\n" : ""
            parts.append(heading + words.joined(separator: "\n"))
        }
        if let output = request.output {
            parts.append(
                "Answer with one JSON document and nothing else. It has to match this JSON Schema:\n"
                    + JSON.object(output.schema).canonical)
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    /// What a program has said.
    static func reply(
        _ child: ChildOutcome, _ answer: PrintedAnswer.Text, of name: String
    ) throws(ModelError) -> Reply {
        func failure(_ kind: ModelError.Kind, _ words: String) -> ModelError {
            ModelError(kind, "'\(name)' \(words)", isFree: false)
        }
        switch child.ending {
        case .exited(0): break
        case .exited(let status):
            let reason = child.errorText.split(separator: "\n").last.map { ": \($0)" } ?? ""
            throw failure(.protocol, "ended with exit status \(status)\(reason)")
        case .signalled(let signal): throw failure(.protocol, "was ended by signal \(signal)")
        case .timedOut: throw failure(.timeout, "took too long")
        case .stopped: throw failure(.cancelled, "was stopped")
        }
        guard answer.text.contains(where: { !$0.isWhitespace }) else {
            throw failure(.protocol, "has said nothing")
        }
        return Reply(
            message: Message(.assistant, answer.text), stop: answer.isCut ? .length : .finished, stopWord: "",
            usage: Usage())
    }
}
