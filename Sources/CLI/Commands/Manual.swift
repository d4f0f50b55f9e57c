extension Subcommand {
    static let manual = Subcommand(
        path: ["manual"], summary: "print the manual page git-autowrk(1)",
        discussion: [
            """
            The page is in roff, for 'man'. Git turns 'git autowrk --help' into 'man git-autowrk', which finds \
            it as man1/git-autowrk.1 in a folder of manual pages, such as /usr/local/share/man.
            """
        ]
    ) { (session, _) throws(Failure) in
        try session.write(ManualPage.text(for: Subcommands.all))
        return .done
    }
}
