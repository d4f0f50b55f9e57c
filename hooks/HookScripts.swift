/// The hook scripts that the tool installs, byte for byte as they stand in `hooks/`.
public enum HookScripts {
    /// `post-checkout`: makes a plain `git clone` inherit the journal.
    public static var postCheckout: [UInt8] { PackageResources.post_checkout }
}
