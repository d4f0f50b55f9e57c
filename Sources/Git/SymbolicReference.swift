import CLibgit2

extension Repository {
    /// The name that a symbolic reference such as `refs/remotes/origin/HEAD` leads to, whether or not there is
    /// such a reference; nil for one that is missing or leads to an object.
    public func symbolicTarget(of name: String) throws(GitError) -> String? {
        var reference: OpaquePointer?
        let code = git_reference_lookup(&reference, pointer, name)
        if code == GIT_ENOTFOUND.rawValue { return nil }
        try check(code)
        defer { git_reference_free(reference) }
        return git_reference_symbolic_target(reference).map { String(cString: $0) }
    }
}
