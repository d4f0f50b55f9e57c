import Platform

extension Sandbox {
    /// Runs the `git-autowrk` of this build with the sandbox's environment, and its folder in front of
    /// `PATH`, so that `git autowrk` is the same program.
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
        let products = try BuiltProducts.folder()
        let searchPath = ["PATH": "\(products):\(self.environment["PATH", default: ""])"]
        return try run(
            ["\(products)/git-autowrk"] + arguments, in: folder, input: input,
            environment: searchPath.merging(environment) { $1 })
    }
}

/// Where the build put its executables.
enum BuiltProducts {
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    /// The folder of `git-autowrk`: that of the running test bundle, which is an executable beside it.
    static func folder() throws -> String {
        let bundle = try Files.realPath("/proc/self/exe")
        let folder = String(bundle[..<(bundle.lastIndex(of: "/") ?? bundle.startIndex)])
        guard Files.exists("\(folder)/git-autowrk") else {
            throw Missing(description: "no git-autowrk beside '\(bundle)': run swift build --build-tests")
        }
        return folder
    }
}
