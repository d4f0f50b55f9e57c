import Platform
import TestSupport
import Testing
import Workflow

/// What holds for every history, whoever has recorded what and whatever has arrived when.
@Suite struct RunHistoryPropertyTests {
    @Test(arguments: 0..<8 as Range<UInt64>)
    func `clones that know the same agree, and what counts makes sense`(part: UInt64) throws {
        for seed in part * 60..<(part + 1) * 60 {
            var wanderings = RunWanderings(seed: seed)
            wanderings.wander(250)
            wanderings.settle()
            try check(wanderings, seed)
            let isOver = wanderings.finish()
            #expect(isOver, "seed \(seed)")
            wanderings.settle()
            try check(wanderings, seed)
        }
    }

    private func check(_ wanderings: RunWanderings, _ seed: UInt64) throws {
        let first = wanderings.clones[0]
        let state = try #require(first.state)
        let records = first.records
        var random = SeededGenerator(seed: seed)
        for clone in wanderings.clones { #expect(clone.state == state, "seed \(seed)") }
        // However it has arrived: in the order of the journal it adds up to the same.
        let arrived = records.shuffled(using: &random).sorted { $0.id < $1.id }
        #expect(RunHistory.fold(arrived, of: RunClone.run) == state, "seed \(seed)")
        let lost = Set(state.lostWork.map(\.id))
        #expect(state.lostWork.allSatisfy { !$0.event.isRequest })
        let faults = RunFaults(records.filter { !lost.contains($0.id) }, first.interpreter)
        #expect(faults.found == [], "seed \(seed)")
        // What counts adds up to the same without what does not, and step by step.
        var counting = try #require(RunHistory.fold(faults.records, of: RunClone.run))
        counting.noteNewest(state.newest)
        #expect(counting.steps == state.steps && counting.phase == state.phase, "seed \(seed)")
        #expect(counting.requests == state.requests && counting.lostWork == [], "seed \(seed)")
        let cut = Int.random(in: 1...faults.records.count, using: &random)
        var head = try #require(RunHistory.fold(Array(faults.records[..<cut]), of: RunClone.run))
        head.append(Array(faults.records[cut...]))
        head.noteNewest(state.newest)
        #expect(head == counting, "seed \(seed), cut \(cut)")
        // What has been decided is decided.
        let context = DecisionContext(now: counting.startedAt)
        var further = state
        let events = try first.interpreter.decide(.advance, in: further, context)
        further.append(
            events.map {
                RunRecord(id: further.newest, replica: further.owner, at: context.now, actor: "", event: $0)
            })
        #expect(try first.interpreter.decide(.advance, in: further, context) == [], "seed \(seed)")
    }
}

/// What is wrong with the facts of a run that count.
struct RunFaults {
    let records: [RunRecord]
    private(set) var found: [String] = []
    /// The attempts that have left something and were not taken back, oldest first.
    private var left: [String] = []
    /// Steps that have ended and were not reset.
    private var ended: Set<String> = []
    /// How many attempts had left something when each step ended last.
    private var leftBefore: [String: Int] = [:]
    private var remaining: [String] = []
    private var owner = ""

    init(_ records: [RunRecord], _ interpreter: Interpreter) {
        self.records = records
        guard let first = records.first, var state = RunHistory.fold([first], of: RunClone.run) else {
            return
        }
        owner = first.replica
        for record in records.dropFirst() {
            look(record, state)
            state.append([record])
            look(state)
        }
    }

    private mutating func look(_ record: RunRecord, _ before: RunState) {
        if case .claimed = record.event { owner = record.replica }
        if !record.event.isRequest, record.replica != owner { found.append("\(record.id): not the owner's") }
        switch record.event {
        case .stepStarted(let step, _), .waitStarted(let step, _):
            if ended.contains(step) { found.append("\(record.id): '\(step)' starts without a reset") }
            if case .ended = before.phase { found.append("\(record.id): '\(step)' starts behind the end") }
            if case .paused = before.phase, before.steps[step] == nil {
                found.append("\(record.id): '\(step)' starts in a pause")
            }
        case .stepCompleted(let step, _):
            left.append(step)
            end(step)
        case .stepFailed(let step, _, let result, let consequence):
            if consequence == .proceed || !result.effects.isEmpty { left.append(step) }
            if case .retry = consequence { return }
            end(step)
        case .stepSkipped(let step, _): end(step)
        case .stepsReset(let steps, _):
            for step in steps {
                if before.steps[step]?.status == .running {
                    found.append("\(record.id): '\(step)' is reset while it is under way")
                }
            }
            ended.subtract(steps)
        case .rollbackStarted(let mode, let steps): look(rollback: mode, steps, record, before)
        case .stepCompensated(let step, _):
            if remaining.first != step { found.append("\(record.id): '\(step)' is not the next one") }
            remaining.removeFirst()
            let isUnknown = before.steps[step]?.status == .unknown && before.steps[step]?.compensation == nil
            guard !isUnknown else { return }
            if let place = left.lastIndex(of: step) {
                left.remove(at: place)
            } else {
                found.append("\(record.id): '\(step)' is taken back too often")
            }
        case .completed, .failed, .cancelled, .rolledBack:
            if case .ended = before.phase { found.append("\(record.id): ends once more") }
        default: break
        }
    }

    private mutating func end(_ step: String) {
        ended.insert(step)
        leftBefore[step] = left.count
    }

    private mutating func look(
        rollback mode: RollbackMode, _ steps: [String], _ record: RunRecord, _ before: RunState
    ) {
        remaining = steps
        if before.steps.values.contains(where: { $0.status == .running || $0.child != nil }) {
            found.append("\(record.id): taken back while something is under way")
        }
        let kept: Int
        switch mode {
        case .soft: kept = left.count
        case .hard: kept = 0
        case .to(let step): kept = leftBefore[step] ?? 0
        }
        var expected = Array(left[min(kept, left.count)...].reversed())
        if mode != .soft {
            expected = before.steps.filter { $1.status == .unknown }.keys.sorted() + expected
        }
        if steps.sorted() != expected.sorted()
            || steps.suffix(left.count - kept) != expected.suffix(left.count - kept)
        {
            found.append("\(record.id): \(steps) is not \(expected)")
        }
    }

    private mutating func look(_ state: RunState) {
        if case .ended = state.phase {
            if state.steps.values.contains(where: { $0.status == .running || $0.child != nil }) {
                found.append("\(state.newest): over with a step under way")
            }
            if state.work.due != nil || state.isStopping || state.isPerforming {
                found.append("\(state.newest): over with something left to do")
            }
        }
    }
}
