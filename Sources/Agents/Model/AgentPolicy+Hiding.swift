import Git
import Verification

extension AgentPolicy {
    /// A tree without what may not be looked at: what checks print is shown to the model.
    ///
    /// What says which checks there are stays in it.
    func hiding(in tree: ObjectID, _ repository: borrowing Repository) throws -> ObjectID {
        if hidden.isEmpty { return tree }
        var changes: [TreeChange] = []
        try collect(tree, "", &changes, repository)
        return changes.isEmpty ? tree : try repository.updateTree(tree, changes: changes)
    }

    private func collect(
        _ tree: ObjectID, _ prefix: String, _ changes: inout [TreeChange], _ repository: borrowing Repository
    ) throws {
        for entry in try repository.tree(tree) {
            let path = prefix + entry.name
            if entry.mode == .tree {
                try collect(entry.id, path + "/", &changes, repository)
            } else if path != VerifyFile.path, !mayRead(path) {
                changes.append(.remove(path: path))
            }
        }
    }
}
