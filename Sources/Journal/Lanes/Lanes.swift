import Git

/// The references of the journal (`gitnamespaces` of its own below `refs/autowrk`, which itself can't be
/// one: `git push` refuses names of one level).
public enum Lanes {
    /// Where a lane lives: a chain of event commits that only its replica adds to.
    public static let prefix = "refs/autowrk/journal/"
    /// Where a fetch writes what a remote has; never pushed.
    public static let trackingPrefix = "refs/autowrk/remotes/"

    /// The reference of a replica's lane.
    public static func reference(_ replica: ReplicaID) -> String { prefix + replica.description }

    /// The reference of what `remote` had at the last fetch.
    public static func tracking(_ replica: ReplicaID, at remote: String) -> String {
        "\(trackingPrefix)\(remote)/\(replica)"
    }

    /// The refspec that fetches a remote's lanes into their tracking references.
    public static func fetchRefspec(_ remote: String) -> String {
        "+\(prefix)*:\(trackingPrefix)\(remote)/*"
    }

    /// The replica that a lane or tracking reference is named after; nil for a name that is not ours.
    static func replica(of reference: String) -> ReplicaID? {
        reference.split(separator: "/").last.flatMap { ReplicaID(String($0)) }
    }
}
