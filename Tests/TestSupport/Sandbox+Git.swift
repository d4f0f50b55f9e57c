extension Sandbox {
    /// Runs the real `git`; returns its standard output without the last newline.
    ///
    /// - Throws: `CommandFailure` with both streams when the exit status is not 0.
    @discardableResult
    public func git(
        _ arguments: String..., in folder: String = "", input: String = ""
    ) throws -> String {
        try git(arguments, in: folder, input: input)
    }

    /// As the variadic one, for arguments that are computed.
    @discardableResult
    public func git(_ arguments: [String], in folder: String = "", input: String = "") throws -> String {
        let outcome = try gitOutcome(arguments, in: folder, input: input)
        guard outcome.status == 0 else {
            throw CommandFailure(
                command: ["git"] + arguments, reason: "exit status \(outcome.status)",
                stdout: outcome.stdout, stderr: outcome.stderr)
        }
        let output = outcome.stdout
        return output.last == "\n" ? String(output.dropLast()) : output
    }

    /// Runs the real `git` where its failure is what the test is about.
    public func gitOutcome(
        _ arguments: String..., in folder: String = "", input: String = ""
    ) throws -> CommandOutcome {
        try gitOutcome(arguments, in: folder, input: input)
    }

    /// As the variadic one, for arguments that are computed.
    public func gitOutcome(
        _ arguments: [String], in folder: String = "", input: String = ""
    ) throws -> CommandOutcome {
        try run(["git"] + arguments, in: folder, input: input)
    }

    /// Makes an empty repository with a working folder, and returns its path.
    public func repository(_ name: String = "repository") throws -> String {
        try git("init", "--quiet", path(name))
        return path(name)
    }

    /// Makes an empty repository without a working folder, to push to, and returns its path.
    public func bareRepository(_ name: String = "remote.git") throws -> String {
        try git("init", "--quiet", "--bare", path(name))
        return path(name)
    }

    /// Clones one repository of the sandbox into another and returns the new one's path; `origin` is
    /// the old one.
    public func clone(from source: String, to name: String) throws -> String {
        try git("clone", "--quiet", path(source), path(name))
        return path(name)
    }

    /// Writes the files, commits them and whatever else changed, and returns the commit's id.
    @discardableResult
    public func commit(
        _ message: String, files: [String: String], in repository: String
    ) throws -> String {
        for (file, text) in files { try write("\(path(repository))/\(file)", text) }
        try git("add", "--all", in: repository)
        try git("commit", "--quiet", "--allow-empty", "--message", message, in: repository)
        return try git("rev-parse", "HEAD", in: repository)
    }
}
