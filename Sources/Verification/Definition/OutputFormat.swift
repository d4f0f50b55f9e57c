/// How a program prints its results: patterns, each for one line without escape sequences.
public struct OutputFormat: Sendable, Equatable {
    /// As in `pytest`.
    public var name: String
    /// Lines with totals, in groups of the names `passed`, `failed`, `errors`, `skipped`,
    /// `omitted` (more that were skipped) and `total`.
    public var counts: [String] = []
    /// Whether totals of several lines are to be added up; else the last one counts.
    public var addsUp = false
    /// Lines that tell of a test that has passed, as it goes on.
    public var passed: [String] = []
    /// Of one that has failed.
    public var failed: [String] = []
    /// Of one that was not performed.
    public var skipped: [String] = []
    /// Lines that say that there are no tests, of a runner that ends well all the same.
    public var empty: [String] = []
    /// Lines by which a runner that fails says that it does so for want of tests, and for nothing else.
    public var emptyFailure: [String] = []
    /// Lines that say that a program, or a part of it, is not there.
    public var missing: [String] = []
    /// Where what belongs to a test begins, for runners that say at its end whether it has failed: what stands
    /// between is part of the explanation.
    public var begin: [String] = []
    /// Where an explanation of a failure begins.
    public var from: [String] = []
    /// Where it ends; the line itself is no part of it.
    public var to: [String] = []
    /// Single lines that explain a failure, with what stands around them.
    public var lines: [String] = []

    /// A format without patterns.
    public init(name: String) { self.name = name }
}
