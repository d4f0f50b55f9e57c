import Journal
import Platform

/// What commands do beside their work.
enum Upkeep {
    /// Starts packing in the background.
    static func pack(_ session: borrowing Session) {
        guard let program = Environment.programPath else { return }
        try? ChildCommand([program, "gc", "--auto"], environment: session.environment).spawnDetached()
    }

    /// Says that some commits were passed over, so that a damaged lane does not go unnoticed.
    static func warnOfStrangers(in journal: inout Journal, _ session: borrowing Session) {
        guard let strangers = try? journal.strangers(), let first = strangers.first else { return }
        let others = strangers.count > 1 ? " and \(strangers.count - 1) more" : ""
        session.remark("warning: passed over commit \(first.commit.prefix(12))\(others): \(first.reason)")
        session.remark("hint: 'git autowrk fsck' lists what is wrong")
    }
}
