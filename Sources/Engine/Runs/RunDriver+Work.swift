import Platform
import Workflow

/// What a driver has begun and not seen the end of.
struct WorkUnderWay {
    var performing: [String: Task<Void, Never>] = [:]
    /// Steps that this process has begun and that may have left something.
    var begun: Set<String> = []
    /// Steps that were told to stop.
    var stopped: Set<String> = []
    var compensating: Task<Void, Never>?
    /// Steps whose own runs wait for somebody; looked at once more before the driver leaves.
    var suspended: Set<String> = []
    var hasLookedAgain = false
    var timer: Task<Void, Never>?
    /// Whether the process is told to leave the run as it is.
    var isLeaving = false

    var isIdle: Bool { performing.isEmpty && compensating == nil }

    mutating func leave() {
        isLeaving = true
        for task in performing.values { task.cancel() }
        compensating?.cancel()
    }
}

/// Carries out what was decided.
extension RunDriver {
    /// Goes on until there is nothing to stay for.
    func goOn() async throws(EngineError) {
        var iterator = signals.stream.makeAsyncIterator()
        while try await carryOut() {
            guard let signal = await iterator.next() else { break }
            try await handle(signal)
        }
        guard work.isLeaving else { return }
        // Who goes on knows that these were not begun, whatever they do.
        for step in state.work.performing where !work.begun.contains(step) {
            try await decide(.interruptStep(step, isRepeatable: true))
        }
    }

    /// Waits for the end of what is under way without recording it: commands end with their driver, as nobody
    /// else would know of them.
    func abandon() async {
        work.leave()
        var iterator = signals.stream.makeAsyncIterator()
        while !work.isIdle, let signal = await iterator.next() {
            switch signal {
            case .ended(let step, _): work.performing[step] = nil
            case .compensated: work.compensating = nil
            case .time, .news, .stop: break
            }
        }
    }

    /// Starts what the state asks for and is not under way yet; false when there is nothing to stay for.
    private func carryOut() async throws(EngineError) -> Bool {
        if signals.hasToStop { work.leave() }
        if work.isLeaving { return !work.isIdle }
        try await receiveEvents()
        if case .pending = state.phase, try await engine.admit(self) { return try await carryOut() }
        await stopSteps()
        let needed = state.work
        for step in needed.performing + needed.following
        where work.performing[step] == nil && !work.suspended.contains(step) {
            perform(step)
        }
        if let step = needed.compensating, work.compensating == nil { compensate(step) }
        if !work.isIdle { return true }
        if !work.suspended.isEmpty, !work.hasLookedAgain {
            (work.suspended, work.hasLookedAgain) = ([], true)
            return try await carryOut()
        }
        return waitForTime(needed.due)
    }

    /// Ends waits for events that were recorded by now.
    private func receiveEvents() async throws(EngineError) {
        try await engine.recordMoves(of: state)
        for step in state.work.listening {
            guard let result = try await engine.awaitedEvent(of: step, in: state, interpreter) else {
                continue
            }
            try await decide(.signalStep(step, result))
        }
    }

    private func perform(_ step: String) {
        let (engine, state, interpreter, signals) = (engine, state, interpreter, signals)
        work.begun.insert(step)
        work.performing[step] = Task {
            let ending = await engine.perform(step, in: state, interpreter)
            signals.send(.ended(step, ending))
        }
    }

    private func compensate(_ step: String) {
        let (engine, state, interpreter, signals) = (engine, state, interpreter, signals)
        work.compensating = Task {
            let (compensation, events) = await engine.compensate(step, in: state, interpreter)
            signals.send(.compensated(step, compensation, events))
        }
    }

    /// Stops what is to be stopped, each once. A run of its own is asked to end, so that its steps with
    /// `always()` have their turn; everything else is ended.
    private func stopSteps() async {
        for step in interpreter.stepsToStop(state, engine.decisionContext(for: state)) {
            guard work.stopped.insert(step).inserted else { continue }
            work.suspended.remove(step)
            guard let task = work.performing[step] else { continue }
            if let child = engine.childRun(of: step, in: state, interpreter) {
                _ = try? await engine.request(.cancel, of: child)
            } else {
                task.cancel()
            }
        }
    }

    /// Whether the run is worth staying for until the clock makes a difference.
    private func waitForTime(_ due: Timestamp?) -> Bool {
        guard let due else { return false }
        let left = due.milliseconds - engine.now().milliseconds
        if let patience = engine.configuration.patience, .milliseconds(left) > patience { return false }
        // The wall clock may be set: once a minute it is looked at.
        let pause = Duration.milliseconds(min(max(left, 1), 60_000))
        let signals = signals
        work.timer?.cancel()
        work.timer = Task {
            if (try? await Task.sleep(for: pause)) != nil { signals.send(.time) }
        }
        return true
    }

    // MARK: What comes of it

    private func handle(_ signal: RunSignal) async throws(EngineError) {
        switch signal {
        case .ended(let step, let ending):
            work.performing[step] = nil
            // A run that somebody else goes on with has been told, too, and is not asked again.
            if case .suspended = ending {} else { work.stopped.remove(step) }
            // A process that is told to stop leaves its steps to the next one.
            if work.isLeaving, case .failed(let failure, _) = ending, failure.kind == .cancelled { return }
            work.begun.remove(step)
            try await finish(step, ending)
        case .compensated(let step, let compensation, let events):
            work.compensating = nil
            guard let compensation else { return }
            try await decide(.compensateStep(step, compensation), with: StepOutcome(events: events), of: step)
        case .time: try await decide(.advance)
        case .news(let count):
            if count == loaded.count { return }
            try await reload()
            try await decide(.advance)
        case .stop: work.leave()
        }
    }

    /// Records how an attempt at a step has ended.
    func finish(_ step: String, _ ending: StepEnding) async throws(EngineError) {
        switch ending {
        case .completed(let outcome):
            let ending = await engine.merge(outcome, of: step, into: state)
            guard case .completed(let merged) = ending else { return try await finish(step, ending) }
            try await decide(.completeStep(step, merged.result), with: merged, of: step)
        case .failed(let failure, let outcome):
            var result = outcome.result
            result.tree = nil
            try await decide(.failStep(step, failure, result), with: outcome, of: step)
        case .suspended(let child):
            work.suspended.insert(step)
            try await decide(.suspendStep(step, run: child))
        }
    }
}
