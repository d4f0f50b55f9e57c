public import Workflow

extension RunID {
    static let beforePrefix = "refs/autowrk/before/"

    /// The reference that keeps what stood in somebody's working directory before the run worked there: a commit
    /// as `git stash` makes them. It is dropped with the run's rollback points.
    public var beforeReference: String { Self.beforePrefix + description }
}
