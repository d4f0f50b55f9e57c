import JSON
import Synchronization
import TestSupport

/// A model behind a server on loopback: turn n of a conversation gets the n-th line of its script, and every turn
/// behind the last one gets that one again.
final class ScriptedModel: Sendable {
    /// A part of what it says.
    enum Block: Sendable {
        case text(String)
        case call(String, JSON.Object = [:])
        /// A call with its arguments as they are written.
        case raw(String, String)
    }

    /// What a turn gets.
    enum Line: Sendable {
        case says([Block], stop: String = "tool_use")
        /// Anything else.
        case does([ScriptedServer.Act])

        static func calls(_ name: String, _ arguments: JSON.Object = [:]) -> Line {
            .says([.call(name, arguments)])
        }
    }

    /// A turn whose next request is not answered before the test says so.
    struct Held: Sendable {
        fileprivate let arrival = Signal()
        fileprivate let release = Signal()
        fileprivate let isAnswered: Bool

        fileprivate let mark = Mark()

        /// Waits for the request, or for the end of the process that ought to make it.
        ///
        /// On the thread that it is called on: a task that goes on when its turn comes, behind hundreds of other
        /// tests, would find that the process has long given up.
        ///
        /// - Returns: whether it has come.
        func arrives(from process: LiveCommand) throws -> Bool {
            try process.whenEnded { [arrival] in arrival.give() }
            arrival.take()
            return mark.isSet.load(ordering: .sequentiallyConsistent)
        }

        /// Whether the request has come.
        fileprivate final class Mark: Sendable {
            let isSet = Atomic(false)
        }
        /// Lets it be answered, or broken off.
        func letGo() { release.give() }
    }

    /// What it is asked with.
    static let key = "sk-ant-api03-planted-0123456789abcdef"

    let server: ScriptedServer
    private let format: Format
    private let script: Script

    init(_ lines: [Line], format: Format = .anthropic, sameIDs: Bool = false) throws {
        let script = Script(lines, format, sameIDs)
        (self.script, self.format) = (script, format)
        server = try ScriptedServer { script.acts(on: $0) }
    }

    convenience init(_ lines: Line...) throws { try self.init(lines) }

    /// The variables by which it is found.
    var environment: [String: String] { format.environment(server.url, key: Self.key) }

    /// The turns that were answered, in the order of their requests.
    var answered: [Int] { script.state.withLock { $0.answered } }

    /// The turn that a request asks for, from 1.
    static func turn(of request: ScriptedServer.Received) -> Int {
        (try? JSON(parsing: request.body)).map { Format.turn(of: $0) } ?? 1
    }

    /// What stood in the last request of a turn; nil for none.
    func request(ofTurn turn: Int) -> JSON? {
        server.requests.last { Self.turn(of: $0) == turn }.flatMap { try? JSON(parsing: $0.body) }
    }

    /// The text of the results that the last request of a turn has brought.
    func results(inTurn turn: Int) -> [String] {
        let parts = request(ofTurn: turn)?["messages"]?.arrayValue?.last?["content"]?.arrayValue ?? []
        return parts.compactMap { $0["content"]?.stringValue ?? $0["text"]?.stringValue }
    }

    /// Holds the next request of a turn back: to be answered later, or never.
    func hold(turn: Int, isAnswered: Bool) -> Held {
        let held = Held(isAnswered: isAnswered)
        script.state.withLock { $0.held[turn] = held }
        return held
    }

    /// Has the next request of a turn end otherwise.
    func refuse(turn: Int, with acts: [ScriptedServer.Act]) {
        script.state.withLock { $0.refused[turn] = acts }
    }

    /// Goes on with another script.
    func change(to lines: Line...) { script.state.withLock { $0.lines = lines } }
}

extension ScriptedModel {
    private final class Script: Sendable {
        struct State {
            var lines: [Line]
            var held: [Int: Held] = [:]
            var refused: [Int: [ScriptedServer.Act]] = [:]
            var answered: [Int] = []
        }

        let state: Mutex<State>
        private let format: Format
        private let sameIDs: Bool

        init(_ lines: [Line], _ format: Format, _ sameIDs: Bool) {
            state = Mutex(State(lines: lines))
            (self.format, self.sameIDs) = (format, sameIDs)
        }

        func acts(on request: ScriptedServer.Received) -> [ScriptedServer.Act] {
            let turn = ScriptedModel.turn(of: request)
            if let acts = state.withLock({ $0.refused.removeValue(forKey: turn) }) { return acts }
            let (line, held) = state.withLock { state in
                let held = state.held.removeValue(forKey: turn)
                if held?.isAnswered ?? true { state.answered.append(turn) }
                return (state.lines[min(turn, state.lines.count) - 1], held)
            }
            held?.mark.isSet.store(true, ordering: .sequentiallyConsistent)
            held?.arrival.give()
            let acts = format.acts(line, sameIDs ? 0 : turn)
            guard let held else { return acts }
            return [.wait(held.release)] + (held.isAnswered ? acts : [.reset])
        }
    }
}
