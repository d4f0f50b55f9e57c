import Git
import Platform

/// One handle on a repository that many tasks share, on a thread of its own.
actor RepositoryThread {
    private let executor = ThreadExecutor()
    private let repository: Repository

    /// - Parameter repository: a handle that nobody else uses from now on.
    init(_ repository: consuming sending Repository) {
        self.repository = repository
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Runs `body` with the repository; what it changes in the object database stays consistent, as nobody
    /// else in this process uses this handle.
    func use<R: Sendable>(_ body: @Sendable (borrowing Repository) throws -> R) throws -> R {
        try body(repository)
    }
}
