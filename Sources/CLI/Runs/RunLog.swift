import JSON
import Journal
import Platform
import Workflow

/// The events of a run, for people: when, what, who.
enum RunLog {
    /// How the names of their streams begin.
    static let prefix = "run/"

    /// What a word means that may be a run's or a stream's.
    enum Subject {
        case run(RunID)
        case stream(StreamName)
    }

    /// The run whose name starts with the word, else the stream that does. A word with a slash is a stream's.
    static func subject(_ word: String, in journal: inout Journal) throws(Failure) -> Subject {
        if !word.contains("/") {
            let found = try RunNames.matches(word, in: &journal)
            if found.count == 1 { return .run(found[0]) }
            if found.count > 1 { return .run(try RunNames.find(word, in: &journal)) }
        }
        return .stream(try Streams.find(word, in: &journal))
    }

    /// The stream that a run's events are on.
    static func stream(of run: RunID) throws(Failure) -> StreamName {
        guard let stream = StreamName(prefix + run.description) else {
            throw Failure(.usage, "'\(run)' is not the name of a run")
        }
        return stream
    }

    /// The run that a stream is about; nil for any other stream.
    static func run(of stream: StreamName) -> RunID? {
        guard stream.description.hasPrefix(prefix) else { return nil }
        return RunID(String(stream.description.dropFirst(prefix.count)))
    }

    /// One event on a line.
    static func line(for event: Event, width: Int?, style: TextStyle) -> String {
        let fact = RunEvent(type: event.type.description, data: event.data)
        let time = TimeText.moment(event.at)
        let actor = printable(event.actor)
        var text = harmless(fact?.headline ?? event.type.description)
        if let width {
            let room = max(8, width - time.count - actor.displayWidth - 4)
            if text.displayWidth > room { text = text.prefix(displayWidth: room - 1) + "…" }
        }
        return "\(style.faint(time))  \(text)  \(style.faint(actor))"
    }
}
