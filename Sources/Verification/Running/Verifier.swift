import Domain
import Engine
public import Git
import JSON
import Platform
import Workflow

/// Verifies trees: finds the checks, runs those that no verdict stands in for, and tells what they say.
///
/// It appends nothing and moves no reference: ``Verification`` has what is to be recorded, so that a run
/// records it together with its own step.
public struct Verifier: Sendable {
    /// What is to be verified, and how.
    public struct Request: Sendable {
        /// The tree.
        public var tree: ObjectID
        /// The commit that it is verified for; the checkout's `HEAD` is there.
        public var commit: ObjectID?
        /// Whether verdicts stand in that are known already.
        public var usesKnown = true
        /// Whether a critical failure ends the verification; nil as the tree's configuration says.
        public var failsFast: Bool?
        /// The checks to perform, by name; all when it is empty.
        public var names: [String] = []

        /// Why a command may not be run; nil where it may. It is asked of checks, and a check that may not be run
        /// ends the verification before it begins.
        public var refusal: @Sendable (_ command: String) -> String? = { _ in nil }

        /// All checks of a tree, with the verdicts that are known.
        public init(tree: ObjectID, commit: ObjectID? = nil) { (self.tree, self.commit) = (tree, commit) }
    }

    let tables: @Sendable () throws(VerificationError) -> VerificationTables
    let site: VerificationSite

    /// A verifier that knows these tables and runs its checks there.
    ///
    /// - Parameters:
    ///   - tables: reads them, when they are needed.
    ///   - site: where checks run.
    public init(
        tables: @escaping @Sendable () throws(VerificationError) -> VerificationTables, site: VerificationSite
    ) {
        (self.tables, self.site) = (tables, site)
    }

    /// Verifies a tree, on the calling thread and as long as its checks take.
    ///
    /// - Parameters:
    ///   - request: what is to be verified.
    ///   - known: the verdicts that may stand in.
    ///   - repository: where the tree is.
    ///   - observe: gets to see what happens, from several threads.
    /// - Throws: when the plan can't be made, or the checkout; what checks say is no error.
    public func verify(
        _ request: Request, known: KnownVerdicts, in repository: borrowing Repository,
        observe: @escaping @Sendable (VerificationProgress) -> Void
    ) throws(VerificationError) -> Verification {
        let plan = try CheckPlan(of: request.tree, in: repository, tables: tables).only(request.names)
        for check in plan.checks {
            if let reason = request.refusal(check.command) {
                throw .refused(check: check.name, reason: reason)
            }
        }
        observe(.planned(plan.checks))
        do {
            var work = try VerificationWork(request, plan, site, observe, in: repository)
            return try work.perform(known: known, in: repository)
        } catch let failure as StepFailure {
            throw .failure(failure)
        } catch {
            throw .engine(EngineError(wrapping: error))
        }
    }
}
