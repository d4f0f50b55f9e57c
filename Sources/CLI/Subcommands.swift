/// The table of all subcommands, in the order of the help.
enum Subcommands {
    static let all: [Subcommand] = [
        .run, .suggest, .runs, .show, .log, .watch, .stats, .verify,
        .resume, .retry, .skip, .approve, .reject, .cancel, .abort, .rollback, .fork, .work,
        .prCreate, .prList, .prShow, .prDiff, .prComment, .prReview, .prEdit, .prReady, .prClose, .prReopen,
        .prMerge, .demo, .initialize, .sync, .export, .doctor, .fsck, .gc, .version, .hook, .context,
        .manual,
        .providerList, .providerTest, .providerAsk, .providerCompare, .providerUsage, .providerLogin,
        .journalAppend, .journalShow,
        .workflowList, .workflowShow, .workflowCheck, .workflowExport, .workflowSchema, .workflowEval,
        .policyCheck,
    ]

    /// First words that need a second one.
    static let groups = Set(all.filter { $0.path.count > 1 }.map { $0.path[0] })
}
