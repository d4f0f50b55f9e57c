public import Git
import Workflow

/// What a tree is to be checked for.
public struct CheckPlan: Sendable, Equatable {
    /// In the order in which they are performed.
    public var checks: [CheckDefinition]
    /// Whether a critical failure ends the verification.
    public var failsFast: Bool
    /// The names of the tree's critical checks, those among them that are not to be performed now.
    public let critical: [String]

    /// Finds the checks of a tree: those of its `.autowrk/verify.yml`, or else those that its files show.
    ///
    /// - Parameters:
    ///   - tree: what is to be checked.
    ///   - repository: where it is.
    ///   - tables: reads them; asked only where something depends on them, as that takes longer than the rest.
    /// - Throws: ``VerificationError/configuration(path:text:_:)`` when the file has errors.
    public init(
        of tree: ObjectID, in repository: borrowing Repository,
        tables: () throws(VerificationError) -> VerificationTables
    ) throws(VerificationError) {
        var view = TreeView(tree)
        guard let text = view.content(VerifyFile.path, repository) else {
            if let fault = view.fault(of: VerifyFile.path, repository) {
                throw .configuration(path: VerifyFile.path, text: [], [VerifyFile.unreadable(fault)])
            }
            var detection = Detection(try tables(), view)
            self.init(checks: detection.checks(repository), failsFast: true)
            return
        }
        var reader = DocumentReader()
        guard let file = VerifyFile.read(text, &reader) else {
            throw .configuration(path: VerifyFile.path, text: text, reader.diagnostics)
        }
        let known = file.needsTables ? try tables() : VerificationTables([])
        var detection = Detection(known, view)
        let detected = file.extendsDetected ? detection.checks(repository) : []
        let checks = file.checks(detected: detected, tables: known, &reader)
        guard reader.diagnostics.isEmpty else {
            throw .configuration(path: VerifyFile.path, text: text, reader.diagnostics)
        }
        self.init(checks: checks, failsFast: file.failsFast)
    }

    init(checks: [CheckDefinition], failsFast: Bool) {
        (self.checks, self.failsFast) = (checks, failsFast)
        critical = checks.filter(\.isCritical).map(\.name)
    }

    /// The plan with some of its checks only.
    ///
    /// - Throws: ``VerificationError/unknownCheck(_:known:)`` for a name that there is none of.
    public func only(_ names: [String]) throws(VerificationError) -> CheckPlan {
        if names.isEmpty { return self }
        for name in names where !checks.contains(where: { $0.name == name }) {
            throw .unknownCheck(name, known: checks.map(\.name))
        }
        var plan = self
        plan.checks = checks.filter { names.contains($0.name) }
        return plan
    }
}
