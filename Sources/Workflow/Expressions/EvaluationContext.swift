/// What an expression can see.
public struct EvaluationContext: Sendable {
    /// Values by the name they start with in an expression, whatever its case.
    public var contexts: [String: Value]
    /// Gives a context that is not in ``contexts``, asked by its name in lower case whenever it is used; nil
    /// for one that does not exist.
    public var resolve: (@Sendable (String) -> Value?)?
    /// What `success()`, `failure()` and their kin say; nil where they have no meaning.
    public var status: StatusFunctions?
    /// What `hashFiles` gives for its patterns; nil where there are no files.
    public var hashFiles: (@Sendable ([String]) throws(ExpressionError) -> String)?
    /// How many bytes the values that an expression makes on its way may take, counted as GitHub does, two a
    /// UTF-16 unit, and by GitHub's limit of 1 MiB. Values of contexts don't count. The text that a template
    /// makes may have ten times as many.
    public var memoryLimit = 1 << 20

    /// A context of these parts.
    public init(
        contexts: [String: Value] = [:], resolve: (@Sendable (String) -> Value?)? = nil,
        status: StatusFunctions? = nil,
        hashFiles: (@Sendable ([String]) throws(ExpressionError) -> String)? = nil
    ) {
        (self.contexts, self.resolve, self.status) = (contexts, resolve, status)
        self.hashFiles = hashFiles
    }

    /// The context of this name.
    ///
    /// - Parameters:
    ///   - name: as it is written.
    ///   - folded: in lower case.
    func value(of name: String, folded: String) -> Value? {
        contexts[name] ?? contexts[folded] ?? resolve?(folded)
            ?? contexts.first { equalIgnoringCase($0.key, name) }?.value
    }
}

/// What has become of the steps before, for the functions of the same names. `always()` is always true.
public struct StatusFunctions: Sendable, Equatable {
    /// Nothing has failed and nobody has cancelled.
    public var success: Bool
    /// Something has failed.
    public var failure: Bool
    /// Somebody has cancelled.
    public var cancelled: Bool

    /// A state of these answers.
    public init(success: Bool, failure: Bool = false, cancelled: Bool = false) {
        (self.success, self.failure, self.cancelled) = (success, failure, cancelled)
    }
}
