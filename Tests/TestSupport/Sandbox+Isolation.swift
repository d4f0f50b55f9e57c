extension Sandbox {
    /// Runs a script of `sh` where it may mount file systems that nobody else sees.
    ///
    /// - Parameters:
    ///   - script: the commands.
    ///   - folder: where they run, relative to the sandbox.
    /// - Throws: where a machine allows this neither to users nor to root: what could not be tried must not
    ///   pass.
    public func isolated(_ script: String, in folder: String = "") throws -> CommandOutcome {
        // A user may with a namespace of users; root may without one.
        let ways = [["unshare", "-rm"], ["unshare", "-m"]]
        let probe = ["mount", "-t", "tmpfs", "tmpfs", home]
        guard let way = try ways.first(where: { try run($0 + probe).status == 0 }) else {
            throw CommandFailure(
                command: ["unshare"], reason: "neither user namespaces nor root: can't mount a disk",
                stdout: "", stderr: "")
        }
        return try run(way + ["/bin/sh", "-c", script], in: folder)
    }
}
