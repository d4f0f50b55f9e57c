import JSON
import Platform
import TestSupport
import Workflow

/// Several clones that have to do with one run, each with what it knows, and chance.
struct RunWanderings {
    private(set) var clones: [RunClone]
    private var random: SeededGenerator

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        let definition = Definition.random(&random)
        clones = ["a", "b", "c"].map { RunClone($0, definition) }
        // Clocks are wrong by up to a minute.
        for index in clones.indices { clones[index].clock += Int64.random(in: 0..<60_000, using: &random) }
        clones[0].start(group: Int.random(in: 0..<4, using: &random) == 0 ? "deploy" : nil)
        for index in clones.indices.dropFirst() { clones[index].pull(clones[0]) }
    }

    /// Something happens somewhere, so many times.
    mutating func wander(_ count: Int) {
        for _ in 0..<count {
            let index = Int.random(in: clones.indices, using: &random)
            let other = Int.random(in: clones.indices, using: &random)
            clones[index].chance = Double.random(in: 0..<1, using: &random)
            clones[index].clock += Int64.random(in: 0..<3_000, using: &random)
            switch Int.random(in: 0..<20, using: &random) {
            case 0, 1: clones[index].pull(clones[other])
            case 2, 3, 4: ask(index)
            case 5 where Int.random(in: 0..<3, using: &random) == 0: attempt(.claim, index)
            default: if clones[index].isOwner { work(index) }
            }
        }
    }

    /// All clones learn of everything, in any order.
    mutating func settle() {
        let order = clones.indices.shuffled(using: &random)
        for _ in 0..<2 {
            for index in order {
                for other in order where other != index { clones[index].pull(clones[other]) }
            }
        }
    }

    /// The owner goes on until the run has ended, with every question answered by chance.
    ///
    /// - Returns: whether it has come to an end.
    mutating func finish() -> Bool {
        for _ in 0..<2_000 {
            guard let index = clones.indices.first(where: { clones[$0].isOwner }) else { return false }
            if clones[index].state?.phase.isOver ?? true, clones[index].state?.requests.isEmpty ?? true {
                return true
            }
            if Int.random(in: 0..<3, using: &random) == 0 { answer(index) }
            clones[index].clock += 10_000
            work(index)
        }
        return false
    }

    /// Whatever a person may ask for, whether it makes sense or not.
    private mutating func ask(_ index: Int) {
        let clone = clones[index]
        let step = clone.interpreter.definition.steps.randomElement(using: &random)?.id ?? "s1"
        let named = Bool.random(using: &random) ? step : nil
        let vote = Vote(approves: Bool.random(using: &random))
        let command: RunCommand =
            switch Int.random(in: 0..<40, using: &random) {
            case 0...10: .vote(step: named, vote, by: clone.actor)
            case 11...22: .retry(step: named)
            case 23...26: .skip(step: named)
            case 27...32: .resume
            case 33, 34: .cancel
            case 35: .rollback(.hard)
            case 36 where Bool.random(using: &random): .rollback(.soft)
            default: .rollback(.to(step: step))
            }
        attempt(command, index)
    }

    /// What a person would say who wants the run to come to its end.
    private mutating func answer(_ index: Int) {
        attempt(.resume, index)
        for step in clones[index].interpreter.definition.steps.map(\.id) {
            let vote = Vote(approves: Bool.random(using: &random))
            attempt(.vote(step: step, vote, by: clones[index].actor), index)
            guard clones[index].state?.steps[step]?.status == .unknown else { continue }
            attempt(Bool.random(using: &random) ? .retry(step: step) : .skip(step: step), index)
        }
    }

    /// What the process of an owner does next.
    private mutating func work(_ index: Int) {
        attempt(.advance, index)
        guard let state = clones[index].state else { return }
        if state.phase == .pending { attempt(.admit, index) }
        let work = state.work
        if let step = work.compensating {
            let outcomes: [Compensation] = [
                .done, .done, .nothing, .impossible(reason: "x"), .failed(reason: "y"),
            ]
            return attempt(.compensateStep(step, outcomes.randomElement(using: &random) ?? .done), index)
        }
        for step in work.listening where Bool.random(using: &random) {
            attempt(.signalStep(step, StepResult()), index)
        }
        let stopping = clones[index].interpreter.stepsToStop(state, clones[index].context)
        if let step = (work.performing + work.following).randomElement(using: &random) {
            end(step, isStopping: stopping.contains(step), index)
        }
    }

    private mutating func end(_ step: String, isStopping: Bool, _ index: Int) {
        let effects: [StepEffect] =
            Bool.random(using: &random) ? [.said("\(step) \(Int.random(in: 0..<100, using: &random))")] : []
        let result = StepResult(
            outputs: ["count": .integer(Int64.random(in: 0..<5, using: &random))], effects: effects,
            tree: Bool.random(using: &random) ? "t\(Int.random(in: 0..<9, using: &random))" : nil)
        let kind = isStopping ? .cancelled : StepFailure.Kind.allCases.randomElement(using: &random) ?? .exit
        switch Int.random(in: 0..<10, using: &random) {
        case 0, 1, 2: attempt(.failStep(step, StepFailure(kind, "no"), result), index)
        case 3: attempt(.interruptStep(step, isRepeatable: Bool.random(using: &random)), index)
        case 4: attempt(.suspendStep(step, run: RunID(bits: UInt64.random(in: 0..<9, using: &random))), index)
        default: attempt(.completeStep(step, result), index)
        }
    }

    private mutating func attempt(_ command: RunCommand, _ index: Int) {
        // What is refused does not happen.
        _ = try? clones[index].tell(command)
    }
}
