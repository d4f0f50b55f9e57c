import JSON
import Platform

extension Provider {
    /// A program that gets the conversation as text on its standard input and answers on its standard output.
    ///
    /// It can call no tools, and nobody knows what it costs.
    ///
    /// - Parameters:
    ///   - name: as it is configured.
    ///   - command: for the shell.
    ///   - environment: the variables that it gets.
    ///   - timeLimit: how long it may take.
    public static func command(
        name: String, command: String, environment: [String: String], timeLimit: Duration = .seconds(600)
    ) -> Provider {
        Provider(name: name, model: "") { (request, onPiece) throws(ModelError) in
            guard request.tools.isEmpty else {
                throw ModelError(.request, "'\(name)' is a command, and can call no tools")
            }
            let child = ChildCommand(
                ["/bin/sh", "-c", command], environment: environment,
                input: .bytes(Array(CommandPrompt.text(of: request).utf8)), timeLimit: timeLimit)
            let outcome: ChildOutcome
            do throws(SystemError) { outcome = try await child.runInBackground() } catch {
                throw ModelError(.network, "'\(name)' can't be started: \(error.description)")
            }
            let reply = try CommandPrompt.reply(outcome, of: name)
            onPiece(.text(reply.message.text))
            return reply
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
    static func reply(_ child: ChildOutcome, of name: String) throws(ModelError) -> Reply {
        switch child.ending {
        case .exited(0): break
        case .exited(let status):
            let reason = child.errorText.split(separator: "\n").last.map { ": \($0)" } ?? ""
            throw ModelError(.protocol, "'\(name)' ended with exit status \(status)\(reason)")
        case .signalled(let signal): throw ModelError(.protocol, "'\(name)' was ended by signal \(signal)")
        case .timedOut: throw ModelError(.timeout, "'\(name)' took too long")
        case .stopped: throw ModelError(.cancelled, "'\(name)' was stopped")
        }
        let text = child.outputText
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw ModelError(.protocol, "'\(name)' has said nothing")
        }
        return Reply(message: Message(.assistant, text), stop: .finished, stopWord: "", usage: Usage())
    }
}
