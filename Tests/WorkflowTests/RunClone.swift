import Platform
import Workflow

/// A clone of the repository as far as one run is concerned: what it knows of the run, and its hybrid clock.
struct RunClone {
    static let run = RunID(bits: 1)

    /// Its name; also who works in it.
    let replica: String
    let interpreter: Interpreter
    /// Its wall clock, in milliseconds.
    var clock: Int64 = 1_767_323_045_000
    /// What chance says to the next decision.
    var chance = 0.0
    /// Everything that it has heard of.
    private(set) var known: [String: RunRecord] = [:]
    /// What that adds up to.
    private(set) var state: RunState?
    private var newestTime: Int64 = 0
    private var counter = 0

    init(_ replica: String, _ definition: Definition) {
        (self.replica, interpreter) = (replica, Interpreter(definition))
    }

    var actor: String { "person/\(replica)" }
    var context: DecisionContext {
        DecisionContext(now: Timestamp(milliseconds: clock), chance: chance)
    }
    var isOwner: Bool { state?.owner == replica }
    /// Its facts in the order of the journal.
    var records: [RunRecord] { known.values.sorted { $0.id < $1.id } }

    mutating func start(group: String? = nil) {
        let start = RunStart(workflow: "work", definition: "d0", base: "c0", group: group)
        record(interpreter.begin(start, of: Self.run, by: actor, in: replica, context))
    }

    /// Decides as the process of this clone does, whether it owns the run or only thinks so, and records.
    @discardableResult
    mutating func tell(_ command: RunCommand) throws(RunRefusal) -> [RunEvent] {
        guard let state else { return [] }
        let events = try interpreter.decide(command, in: state, context)
        record(events)
        return events
    }

    /// Takes in all that another clone knows.
    mutating func pull(_ other: RunClone) {
        known.merge(other.known) { mine, _ in mine }
        observe(other.newestTime, other.counter)
        state = RunHistory.fold(records, of: Self.run)
    }

    private mutating func record(_ events: [RunEvent]) {
        if events.isEmpty { return }
        let new = events.map { event in
            RunRecord(
                id: nextID(), replica: replica, at: Timestamp(milliseconds: clock), actor: actor, event: event
            )
        }
        for record in new { known[record.id] = record }
        // What was just recorded follows what is known.
        if state == nil { state = RunHistory.fold(records, of: Self.run) } else { state?.append(new) }
    }

    private mutating func observe(_ time: Int64, _ count: Int) {
        if (time, count) > (newestTime, counter) { (newestTime, counter) = (time, count) }
    }

    private mutating func nextID() -> String {
        if clock > newestTime { (newestTime, counter) = (clock, 0) } else { counter += 1 }
        let count = String(counter)
        return "\(newestTime)-" + String(repeating: "0", count: 6 - count.utf8.count) + count + replica
    }
}
