extension Sandbox {
    /// Runs the `git-autowrk` of this build; `git("autowrk", …)` and hooks run the same one, as its
    /// folder stands in front of `PATH`.
    ///
    /// - Throws: when it was not built; whatever it does itself is an outcome.
    public func autowrk(
        _ arguments: String..., in folder: String = "", input: String = "",
        environment: [String: String] = [:]
    ) throws -> CommandOutcome {
        try autowrk(arguments, in: folder, input: input, environment: environment)
    }

    /// As the variadic one, for arguments that are computed.
    public func autowrk(
        _ arguments: [String], in folder: String = "", input: String = "",
        environment: [String: String] = [:]
    ) throws -> CommandOutcome {
        try run(
            [BuiltProducts.autowrk()] + arguments, in: folder, input: input, environment: environment)
    }
}
