public import Platform

/// What a run needs from outside, where it stands.
public struct RunWork: Sendable, Equatable {
    /// Steps that are under way, by id.
    public var performing: [String] = []
    /// The step to be taken back next; its state shows what it has left.
    public var compensating: String?
    /// Whether somebody has asked to stop; ``Interpreter/stepsToStop(_:_:)`` says which steps are to be
    /// stopped by that.
    public var isStopping = false
    /// When the clock makes a difference again.
    public var due: Timestamp?
    /// Steps that wait for an event.
    public var listening: [String] = []
    /// Steps that wait for the run that they have started.
    public var following: [String] = []
}

extension RunState {
    /// What the run needs from outside now. Without anything it waits for a person or is over.
    public var work: RunWork {
        var work = RunWork()
        if case .ended = phase { return work }
        work.isStopping = isStopping
        if case .rollingBack(_, let remaining) = phase {
            work.compensating = remaining.first
            return work
        }
        func consider(_ time: Timestamp?) {
            guard let time else { return }
            work.due = min(work.due ?? time, time)
        }
        for id in unsettled {
            switch steps[id]?.status {
            case .running: work.performing.append(id)
            case .retrying(let time): if phase == .active { consider(time) }
            case .waiting(let wait):
                consider(wait.expires)
                switch wait.condition {
                case .time(let time): consider(time)
                case .event: work.listening.append(id)
                case .run: work.following.append(id)
                case .approval: break
                }
            case .completed, .failed, .skipped, .unknown, .interrupted, nil: break
            }
        }
        work.performing.sort()
        work.listening.sort()
        work.following.sort()
        return work
    }
}
