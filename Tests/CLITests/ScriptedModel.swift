import JSON
import Synchronization
import TestSupport

/// A model behind a server on loopback that speaks Anthropic's API: turn n of a conversation gets the n-th line
/// of its script, and every turn behind the last one gets that one again.
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
        /// - Returns: whether it has come.
        func arrived(from process: LiveCommand) async throws -> Bool {
            try process.whenEnded { [arrival] in arrival.give() }
            await arrival.taken()
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
    private let script: Script

    init(_ lines: [Line]) throws {
        let script = Script(lines)
        self.script = script
        server = try ScriptedServer { script.acts(on: $0) }
    }

    convenience init(_ lines: Line...) throws { try self.init(lines) }

    /// The variables by which it is found.
    var environment: [String: String] {
        ["ANTHROPIC_API_KEY": Self.key, "ANTHROPIC_BASE_URL": server.url]
    }

    /// The turns that were answered, in the order of their requests.
    var answered: [Int] { script.state.withLock { $0.answered } }

    /// The turn that a request asks for, from 1.
    static func turn(of request: ScriptedServer.Received) -> Int {
        let messages = (try? JSON(parsing: request.body))?["messages"]?.arrayValue ?? []
        return messages.count { $0["role"] == "assistant" } + 1
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

    /// Goes on with another script.
    func change(to lines: Line...) { script.state.withLock { $0.lines = lines } }
}

extension ScriptedModel {
    private final class Script: Sendable {
        struct State {
            var lines: [Line]
            var held: [Int: Held] = [:]
            var answered: [Int] = []
        }

        let state: Mutex<State>

        init(_ lines: [Line]) { state = Mutex(State(lines: lines)) }

        func acts(on request: ScriptedServer.Received) -> [ScriptedServer.Act] {
            let turn = ScriptedModel.turn(of: request)
            let (line, held) = state.withLock { state in
                let held = state.held.removeValue(forKey: turn)
                if held?.isAnswered ?? true { state.answered.append(turn) }
                return (state.lines[min(turn, state.lines.count) - 1], held)
            }
            held?.mark.isSet.store(true, ordering: .sequentiallyConsistent)
            held?.arrival.give()
            guard let held else { return ScriptedModel.acts(line, turn) }
            return [.wait(held.release)] + (held.isAnswered ? ScriptedModel.acts(line, turn) : [.reset])
        }
    }

    private static func acts(_ line: Line, _ turn: Int) -> [ScriptedServer.Act] {
        switch line {
        case .does(let acts): acts
        case .says(let blocks, let stop):
            [.head(), .text(events(blocks, stop, turn).map { "data: \($0.canonical)\n\n" }.joined())]
        }
    }

    /// As they come from Anthropic.
    private static func events(_ blocks: [Block], _ stop: String, _ turn: Int) -> [JSON] {
        var events: [JSON] = [
            [
                "type": "message_start",
                "message": [
                    "id": .string("msg_\(turn)"), "type": "message", "role": "assistant",
                    "model": "claude-sonnet-4-5", "content": [],
                    "usage": ["input_tokens": .integer(1000), "output_tokens": 1],
                ],
            ]
        ]
        for (index, block) in blocks.enumerated() {
            let number = JSON.integer(Int64(index))
            let (start, delta): (JSON, JSON)
            switch block {
            case .text(let text):
                (start, delta) = (
                    ["type": "text", "text": ""], ["type": "text_delta", "text": .string(text)]
                )
            case .call(let name, let arguments):
                (start, delta) = Self.call(name, JSON.object(arguments).canonical, "toolu_\(turn)_\(index)")
            case .raw(let name, let arguments):
                (start, delta) = Self.call(name, arguments, "toolu_\(turn)_\(index)")
            }
            events += [
                ["type": "content_block_start", "index": number, "content_block": start],
                ["type": "content_block_delta", "index": number, "delta": delta],
                ["type": "content_block_stop", "index": number],
            ]
        }
        return events + [
            [
                "type": "message_delta", "delta": ["stop_reason": .string(stop)],
                "usage": ["output_tokens": 50],
            ],
            ["type": "message_stop"],
        ]
    }

    private static func call(_ name: String, _ arguments: String, _ id: String) -> (JSON, JSON) {
        (
            ["type": "tool_use", "id": .string(id), "name": .string(name), "input": [:]],
            ["type": "input_json_delta", "partial_json": .string(arguments)]
        )
    }
}
