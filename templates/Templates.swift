/// The texts that the tool fills in, byte for byte as they stand in `templates/`.
public enum Templates {
    /// The frame of the manual page git-autowrk(1), in roff.
    public static var manualPage: [UInt8] { PackageResources.git_autowrk_1 }

    /// The workflows that are built in, by their names.
    public static var workflows: [String: [UInt8]] { ["change": PackageResources.change_yml] }

    /// The files of the demonstration, by their paths in its folder; the repository is `ledger`.
    public static var demoFiles: [String: [UInt8]] {
        [
            "agent.sh": PackageResources.agent_sh, "issue.md": PackageResources.bug_md,
            "ledger/ledger.sh": PackageResources.ledger_sh, "ledger/test.sh": PackageResources.test_sh,
            "ledger/.autowrk/verify.yml": PackageResources.verify_yml,
        ]
    }

    /// What the demonstration shows: paragraphs, and commands that begin with `$ `.
    public static var demoTour: [UInt8] { PackageResources.tour_md }
}
