public import Domain
public import Git
public import Journal

/// The verdicts that are recorded on a tree, and on those that it may have come from.
public struct KnownVerdicts: Sendable {
    /// The trees of the commit's parents, and others that the tree was made from: a check whose paths are as they
    /// were there needs not be repeated.
    public let candidates: [ObjectID]
    private let results: [ObjectID: [CheckResult]]

    /// Nothing is known.
    public static let none = KnownVerdicts(candidates: [], results: [:])

    private init(candidates: [ObjectID], results: [ObjectID: [CheckResult]]) {
        (self.candidates, self.results) = (candidates, results)
    }

    /// Reads what the journal has.
    ///
    /// - Parameters:
    ///   - tree: what is to be verified.
    ///   - commit: the commit that it is verified for, whose parents are looked at; nil for none.
    ///   - origins: other commits that it was made from, the nearest first.
    ///   - journal: where verdicts are recorded.
    public init(
        of tree: ObjectID, commit: ObjectID?, from origins: [ObjectID] = [], in journal: inout Journal
    ) throws(JournalError) {
        var candidates: [ObjectID] = []
        do {
            let parents = try commit.map { try journal.repository.commit($0).parents } ?? []
            for parent in parents + origins {
                // A shallow clone does not have them all.
                guard let tree = try? journal.repository.commit(parent).tree else { continue }
                if !candidates.contains(tree) { candidates.append(tree) }
            }
        } catch {
            throw .git((error as? GitError) ?? GitError(.notFound, "\(error)"))
        }
        var results: [ObjectID: [CheckResult]] = [:]
        for tree in [tree] + candidates where results[tree] == nil {
            results[tree] = try Self.results(on: tree, in: &journal)
        }
        self.init(candidates: candidates.filter { $0 != tree }, results: results)
    }

    /// The newest result of a check of this key on a tree that need not be repeated; nil when there is none.
    public func result(of tree: ObjectID, key: String) -> CheckResult? {
        results[tree]?.last { $0.key == key && $0.isSettled }
    }

    /// Whether the newest result of a check of this key on a tree says the same as another: to record it once
    /// more would tell nothing.
    func repeats(_ result: CheckResult, on tree: ObjectID) -> Bool {
        guard let newest = results[tree]?.last(where: { $0.key == result.key }) else { return false }
        return newest.status == result.status && newest.reason == result.reason
    }

    /// All results on a tree, oldest first.
    static func results(
        on tree: ObjectID, in journal: inout Journal
    ) throws(JournalError) -> [CheckResult] {
        var results: [CheckResult] = []
        for event in try journal.events(of: Verification.stream(of: tree))
        where event.type == Verification.type {
            results += Verdict(tree: tree.hex, event.data).checks
        }
        return results
    }
}
