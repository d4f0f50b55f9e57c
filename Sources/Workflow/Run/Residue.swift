/// What an attempt at a step has left that is to be taken back in a rollback.
///
/// It outlives the step's state: what is performed again, after a failure or because somebody asks for it,
/// has to be taken back as often as it was performed.
struct Residue: Sendable, Equatable {
    /// The step's id.
    var step: String
    /// When the attempt ended, as ``StepState/order``.
    var order: Int
    /// What it has left.
    var result: StepResult
    /// The step's incarnation then.
    var incarnation: String?
    /// Whether the step was done by it.
    var isCompletion: Bool
}

extension RunState {
    /// Keeps what an attempt has left, if there is anything to take back.
    mutating func keep(_ result: StepResult, of id: String, isCompletion: Bool) {
        for effect in result.effects { note(effect) }
        guard isCompletion || !result.effects.isEmpty else { return }
        residues.append(
            Residue(
                step: id, order: endings, result: result, incarnation: steps[id]?.incarnation,
                isCompletion: isCompletion))
    }

    /// Shows the step that is to be taken back next as it was when it left what is to be taken back.
    mutating func presentNextResidue() {
        guard case .rollingBack(_, let remaining) = phase, let id = remaining.first,
            let residue = residues.last(where: { $0.step == id })
        else { return }
        if steps[id] == nil {
            var step = StepState(status: residue.isCompletion ? .completed : .failed)
            step.order = residue.order
            steps[id] = step
        }
        change(id) { step in
            // Of an attempt that nobody knows the end of nothing is known.
            if step.status == .unknown, step.compensation == nil { return }
            step.result = residue.result
            step.incarnation = residue.incarnation
        }
    }

    /// Takes note of what has become of the next step that was to be taken back.
    mutating func takeBack(_ id: String, _ compensation: Compensation) {
        guard case .rollingBack(let mode, var remaining) = phase, let place = remaining.firstIndex(of: id)
        else { return }
        remaining.remove(at: place)
        phase = .rollingBack(mode, remaining: remaining)
        let isUnknown = steps[id]?.status == .unknown && steps[id]?.compensation == nil
        change(id) { $0.compensation = $0.compensation?.merged(with: compensation) ?? compensation }
        if !isUnknown, let place = residues.lastIndex(where: { $0.step == id }) {
            let residue = residues.remove(at: place)
            switch compensation {
            case .done: for effect in residue.result.effects.reversed() { takeBack(effect) }
            case .replaced(let effects): for effect in effects { note(effect) }
            case .nothing, .impossible, .failed: break
            }
        }
        presentNextResidue()
    }

    // MARK: Branches

    private mutating func note(_ effect: StepEffect) {
        switch effect {
        case .branchCreated(let reference, let commit):
            branches[reference] = BranchState(original: nil, current: commit)
        case .branchMoved(let reference, let from, let to):
            let original = branches[reference].map(\.original) ?? from
            branches[reference] = BranchState(original: original, current: to)
        case .noteWritten, .runStarted, .said: break
        }
    }

    private mutating func takeBack(_ effect: StepEffect) {
        switch effect {
        case .branchCreated(let reference, _): branches[reference] = nil
        case .branchMoved(let reference, let from, _):
            guard let branch = branches[reference] else { return }
            if branch.original == from {
                branches[reference] = nil
            } else {
                branches[reference]?.current = from
            }
        case .noteWritten, .runStarted, .said: break
        }
    }
}

extension Compensation {
    /// What became of taking back a step that was performed several times: the worst of it.
    fileprivate func merged(with other: Compensation) -> Compensation {
        badness >= other.badness ? self : other
    }

    private var badness: Int {
        switch self {
        case .nothing: 0
        case .done, .replaced: 1
        case .impossible: 2
        case .failed: 3
        }
    }
}
