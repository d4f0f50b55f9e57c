import Engine
import Platform
import Synchronization
import TestSupport
import Workflow

/// The moments between the records of a process, to which a repository can be taken back as if the process
/// had been killed there.
final class Moments: Sendable {
    private let sandbox: Sandbox
    private let git: String
    private let count = Mutex(0)
    private let failure = Mutex<(any Error)?>(nil)

    init(of place: EngineSandbox, in folder: String = "repository") {
        sandbox = place.sandbox
        git = sandbox.path("\(folder)/.git")
    }

    /// Remembers all references and their logs each time something is recorded.
    var observer: @Sendable (RunProgress) -> Void {
        { progress in
            guard case .recorded = progress else { return }
            do { try self.remember() } catch { self.failure.withLock { $0 = error } }
        }
    }

    /// How many moments there are: one behind each record.
    func number() throws -> Int {
        if let failure = failure.withLock({ $0 }) { throw failure }
        return count.withLock { $0 }
    }

    private func remember() throws {
        let number = count.withLock { count in
            count += 1
            return count - 1
        }
        let folder = sandbox.path("moments/\(number)")
        try shell("mkdir -p \(folder) && cp -a \(git)/refs \(git)/logs \(git)/autowrk/lock \(folder)")
    }

    /// Takes the repository back to where a record was made.
    ///
    /// - Parameters:
    ///   - number: the record, from 0.
    ///   - withEffects: whether what was done up to the next record was done already, though nobody has
    ///     recorded it.
    func restore(_ number: Int, withEffects: Bool) throws {
        let folder = sandbox.path("moments/\(number)")
        let effects = sandbox.path("moments/\(withEffects ? number + 1 : number)")
        try shell(
            """
            rm -rf \(git)/refs \(git)/logs \(git)/autowrk/cache.*
            cp -a \(effects)/refs \(effects)/logs \(git)
            rm -rf \(git)/refs/autowrk/journal
            cp -a \(folder)/refs/autowrk/journal \(git)/refs/autowrk/
            cat \(folder)/lock > \(git)/autowrk/lock
            """)
    }

    private func shell(_ script: String) throws {
        let outcome = try sandbox.run(["/bin/sh", "-ec", script])
        guard outcome.status == 0 else { throw RunRefusal("moments: \(outcome.stderr)") }
    }
}
