import Domain
import Git

/// What a merge leaves beside the base: where that was before, and what it was to become. Made before the
/// base is moved, so that the way back is never lost, and a process that is killed in between is understood.
enum MergePoint {
    static let prefix = "refs/autowrk/merges/"

    /// The pull request that a reference belongs to; nil for any other reference.
    static func id(of reference: String) -> PullRequestID? {
        guard reference.hasPrefix(prefix) else { return nil }
        return PullRequestID(String(reference.dropFirst(prefix.count).prefix { $0 != "/" }))
    }

    /// The reference to where the base was before.
    static func previous(_ id: PullRequestID) -> String { "\(prefix)\(id)/previous" }

    /// Makes both references.
    static func make(
        _ id: PullRequestID, _ method: PullRequestMerge.Method, from previous: ObjectID, to commit: ObjectID,
        in repository: borrowing Repository
    ) throws {
        try drop(id, in: repository)
        let message = "autowrk: pr \(id)"
        let places = [(Self.previous(id), previous), ("\(prefix)\(id)/\(method.rawValue)", commit)]
        for (reference, target) in places {
            try LeftReferenceLock.cleared(
                for: reference, writers: .others, wasInterrupted: true, in: repository
            ) {
                try repository.updateReference(
                    reference, to: target, expecting: .none, logMessage: message)
            }
        }
    }

    /// Removes both, where nothing has come of the merge.
    static func drop(_ id: PullRequestID, in repository: borrowing Repository) throws(GitError) {
        for reference in try repository.references(under: "\(prefix)\(id)/") {
            try repository.deleteReference(reference.name, expecting: .mustMatch(reference.target))
        }
    }

    /// The merge that a base has in its history though nobody has recorded it.
    static func landed(
        _ id: PullRequestID, in base: ObjectID, _ repository: borrowing Repository
    ) throws(GitError) -> PullRequestMerge? {
        let places = try repository.references(under: "\(prefix)\(id)/")
        for place in places {
            let name = String(place.name.split(separator: "/").last ?? "")
            guard let method = PullRequestMerge.Method(rawValue: name),
                try repository.isAncestor(place.target, of: base)
            else { continue }
            let previous = places.first { $0.name == Self.previous(id) }?.target
            return PullRequestMerge(commit: place.target.hex, method: method, previous: previous?.hex)
        }
        return nil
    }
}
