import TestSupport
import Testing

extension Clone {
    /// Runs a script where it may mount file systems that nobody else sees.
    ///
    /// A machine that allows this neither to users nor to root fails the test: what could not be tried must
    /// not pass.
    func isolated(_ script: String, sourceLocation: SourceLocation = #_sourceLocation) throws
        -> CommandOutcome
    {
        // A user may with a namespace of users; root may without one.
        for options in ["-rm", "-m"] {
            let probe = try sandbox.run(["unshare", options, "mount", "-t", "tmpfs", "tmpfs", sandbox.home])
            guard probe.status == 0 else { continue }
            return try sandbox.run(["unshare", options, "/bin/sh", "-c", script], in: path)
        }
        try #require(
            Bool(false),
            "neither user namespaces nor root: this machine can't mount a small or read-only disk",
            sourceLocation: sourceLocation)
        return try sandbox.run(["false"])
    }
}
