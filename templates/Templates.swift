/// The texts that the tool fills in, byte for byte as they stand in `templates/`.
public enum Templates {
    /// The frame of the manual page git-autowrk(1), in roff.
    public static var manualPage: [UInt8] { PackageResources.git_autowrk_1 }

    /// The workflows that are built in, by their names.
    public static var workflows: [String: [UInt8]] { ["change": PackageResources.change_yml] }
}
