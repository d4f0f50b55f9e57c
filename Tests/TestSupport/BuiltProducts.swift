import Platform

/// Where the build put its executables.
enum BuiltProducts {
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    /// The folder of the running test bundle, which is itself an executable and lies beside the others.
    static func folder() throws -> String {
        let bundle = try Files.realPath("/proc/self/exe")
        return String(bundle[..<(bundle.lastIndex(of: "/") ?? bundle.startIndex)])
    }

    /// The path of `git-autowrk`.
    static func autowrk() throws -> String {
        let path = "\(try folder())/git-autowrk"
        guard Files.exists(path) else {
            throw Missing(description: "no '\(path)': run swift build --build-tests")
        }
        return path
    }
}
