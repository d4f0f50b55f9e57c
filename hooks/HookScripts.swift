/// The scripts that the tool installs, as they stand in `hooks/`, byte for byte.
///
/// `@program@` stands where the path of the program goes.
public enum HookScripts {
    /// The scripts for Git's hooks, by the name of the hook.
    public static var hooks: [(name: String, text: [UInt8])] {
        [
            ("prepare-commit-msg", PackageResources.prepare_commit_msg),
            ("commit-msg", PackageResources.commit_msg),
            ("post-commit", PackageResources.post_commit),
            ("post-rewrite", PackageResources.post_rewrite),
            ("pre-push", PackageResources.pre_push),
            ("post-merge", PackageResources.post_merge),
            ("post-checkout", PackageResources.post_checkout),
            ("post-receive", PackageResources.post_receive),
        ]
    }

    /// Stands for a hook of others that we have nothing to do with, where ours stand in another folder.
    public static var forward: [UInt8] { PackageResources.forward }

    /// What the scripts of such a folder read to find the hooks of others.
    public static var theirs: [UInt8] { PackageResources.theirs }
}
