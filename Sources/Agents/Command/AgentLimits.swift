/// What an agent may use.
public struct AgentLimits: Sendable, Equatable {
    /// Of one file, in bytes: the system ends who writes more.
    public var fileBytes: Int64
    /// Of all files that are new or changed, in bytes.
    public var changedBytes: Int64
    /// How many files may be new or changed.
    public var changedFiles: Int

    /// Bounds that no change of a person's comes near.
    public init(fileBytes: Int64 = 1 << 30, changedBytes: Int64 = 64 << 20, changedFiles: Int = 20_000) {
        (self.fileBytes, self.changedBytes, self.changedFiles) = (fileBytes, changedBytes, changedFiles)
    }
}
