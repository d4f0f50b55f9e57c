import Git
import Journal
import Platform
import Workflow

/// Makes what a run works on be there, in a clone that has the run's events only: the trees that it has come
/// through, the commits on its branches.
struct RunMaterial {
    /// The attachment that holds a commit as Git stores it.
    static let commitName = "commit"

    private let run: LoadedRun
    private let state: RunState

    init(_ run: LoadedRun, _ state: RunState) { (self.run, self.state) = (run, state) }

    /// Makes what is missing.
    ///
    /// - Parameters:
    ///   - configuration: who stands in the rollback points that keep the trees from being collected.
    ///   - repository: where.
    /// - Throws: ``EngineError/missingObject(_:object:)`` for what only another clone has.
    func provide(_ configuration: EngineConfiguration, in repository: borrowing Repository) throws {
        guard let base = ObjectID(hex: state.start.base), repository.contains(base) else {
            throw EngineError.missingObject(state.id, object: state.start.base)
        }
        try KeptBases.keep(base, in: repository)
        let wanted = state.branches.values.map(\.current) + state.trees
        if wanted.contains(where: { !repository.contains(hex: $0) }) {
            try rebuild(from: base, configuration, in: repository)
        }
        if let tree = state.tree, !repository.contains(hex: tree) {
            throw EngineError.missingObject(state.id, object: tree)
        }
    }

    /// Makes the branches that are not there, as they are not in a clone that takes the run over.
    func restoreBranches(in repository: borrowing Repository) throws {
        for (reference, branch) in state.branches where try repository.reference(reference) == nil {
            guard let commit = ObjectID(hex: branch.current), repository.contains(commit) else {
                throw EngineError.missingObject(state.id, object: branch.current)
            }
            try repository.updateReference(
                reference, to: commit, expecting: .mustNotExist,
                logMessage: "autowrk: run \(state.id) taken over")
        }
    }

    /// Goes through the events and makes each tree from the one before.
    private func rebuild(
        from base: ObjectID, _ configuration: EngineConfiguration, in repository: borrowing Repository
    ) throws {
        let origin = try repository.commit(base).tree
        let points = PointChain(run: state.id, base: base)
        let lost = Set(state.lostWork.map(\.id))
        var tree = origin
        for record in run.records where !lost.contains(record.id) {
            let attachments = run.attachments[record.id] ?? [:]
            if let overlay = try TreeOverlay(attachments, in: repository) {
                tree = try overlay.apply(to: tree, in: repository)
                try points.add(
                    tree, named: record.event.endedStep ?? "start",
                    by: configuration.signature(at: record.at), in: repository)
            }
            if let commit = attachments[Self.commitName] {
                try restore(try repository.blob(commit), attachments, in: repository)
            }
            if case .stepsReset(_, .rollback(_, let earlier)) = record.event {
                tree = earlier.flatMap { ObjectID(hex: $0) } ?? origin
            }
        }
    }

    /// Writes a commit of the run, if all that it leads to is here.
    private func restore(
        _ bytes: [UInt8], _ attachments: [String: ObjectID], in repository: borrowing Repository
    ) throws {
        let commit = CommitHeader(bytes)
        guard commit.parents.allSatisfy({ repository.contains($0) }), let tree = commit.tree else { return }
        if let parent = commit.parents.first,
            let overlay = try TreeOverlay(attachments, of: Self.commitName, in: repository)
        {
            _ = try overlay.apply(to: repository.commit(parent).tree, in: repository)
        }
        if repository.contains(tree) { _ = try repository.writeObject(.commit, bytes) }
    }
}

extension RunState {
    /// The trees that the run may go on with, or go back to.
    fileprivate var trees: [String] {
        [tree, start.tree].compactMap { $0 } + steps.values.compactMap(\.treeAfter)
    }
}

extension Repository {
    fileprivate borrowing func contains(hex: String) -> Bool {
        ObjectID(hex: hex).map { contains($0) } ?? false
    }
}

/// What a commit that is not in the object database yet leads to.
private struct CommitHeader {
    var tree: ObjectID?
    var parents: [ObjectID] = []

    init(_ bytes: [UInt8]) {
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let words = String(decoding: line, as: UTF8.self).split(separator: " ", maxSplits: 1)
            guard words.count == 2 else { return }
            switch words[0] {
            case "tree": tree = ObjectID(hex: words[1])
            case "parent": parents += ObjectID(hex: words[1]).map { [$0] } ?? []
            default: return
            }
        }
    }
}
