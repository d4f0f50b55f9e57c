import AI
import Synchronization

/// A provider that does what a test has written down, one line a call; the last line is repeated.
final class ScriptedProvider: Sendable {
    enum Line: Sendable {
        case answer(String = "fine", after: Duration = .zero, pieces: [String] = [], usage: Usage? = nil)
        case refuse
        case fail(ModelError, after: Duration = .zero, pieces: [String] = [])
        /// Never ends by itself.
        case hang
        /// Not even when it is cancelled, until the test lets go.
        case ignoreEverything
    }

    struct Call: Sendable, Equatable {
        var at: Duration
        var model: String
        var maximumOutput: Int?
        var text: String
    }

    private struct State {
        var calls: [Call] = []
        var running = 0
        var mostRunning = 0
        var stubborn: [CheckedContinuation<Void, Never>] = []
    }

    let name: String
    private let script: [Line]
    private let clock: VirtualClock
    private let state = Mutex(State())

    convenience init(_ name: String, _ clock: VirtualClock, _ script: Line...) {
        self.init(name, clock, script: script)
    }

    init(_ name: String, _ clock: VirtualClock, script: [Line]) {
        (self.name, self.clock, self.script) = (name, clock, script)
    }

    var calls: [Call] { state.withLock { $0.calls } }
    var mostRunning: Int { state.withLock { $0.mostRunning } }

    /// Ends the calls that ignore everything.
    func letGo() {
        let stubborn = state.withLock { state in
            defer { state.stubborn = [] }
            return state.stubborn
        }
        for one in stubborn { one.resume() }
    }

    var provider: Provider {
        Provider(name: name, model: "\(name)-model") { (request, piece) throws(ModelError) in
            try await self.call(request, piece)
        }
    }

    private func call(
        _ request: ModelRequest, _ piece: @Sendable (ReplyPiece) -> Void
    ) async throws(ModelError) -> Reply {
        let line = state.withLock { state in
            state.calls.append(
                Call(
                    at: clock.now, model: request.model, maximumOutput: request.maximumOutput,
                    text: request.messages.last?.text ?? ""))
            state.running += 1
            state.mostRunning = max(state.mostRunning, state.running)
            return script[min(state.calls.count, script.count) - 1]
        }
        defer { state.withLock { $0.running -= 1 } }
        switch line {
        case .answer(let text, let time, let pieces, let usage):
            await wait(time)
            for text in pieces { piece(.text(text)) }
            return Reply(
                message: Message(.assistant, text), stop: .finished, stopWord: "end",
                usage: usage ?? Usage(input: 100, output: 10), requestID: "\(name)-1")
        case .refuse:
            return Reply(
                message: Message(.assistant, ""), stop: .refused, stopWord: "refusal",
                usage: Usage(input: 100, output: 1))
        case .fail(let error, let time, let pieces):
            await wait(time)
            for text in pieces { piece(.text(text)) }
            throw error
        case .hang:
            await clock.sleep(until: .seconds(1_000_000_000))
            throw ModelError(.cancelled, "stopped")
        case .ignoreEverything:
            await withCheckedContinuation { one in state.withLock { $0.stubborn.append(one) } }
            piece(.text("too late"))
            throw ModelError(.cancelled, "stopped")
        }
    }

    private func wait(_ time: Duration) async {
        if time > .zero { await clock.sleep(until: clock.now + time) }
    }
}

extension ModelRequest {
    /// A question in a few words: with the frame, ten tokens; the answer may have a hundred.
    static func question(_ text: String = "what is it like, really?") -> ModelRequest {
        var request = ModelRequest(model: "", messages: [Message(.user, text)])
        request.maximumOutput = 100
        return request
    }
}
