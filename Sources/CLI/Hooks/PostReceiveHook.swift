import Domain
import Git
import Journal
import Platform

/// `post-receive`: what others have pushed to branches of ours is recorded here, and by configuration a pull request
/// is made and the commit verified.
enum PostReceiveHook {
    static let run: HookCommand.Body = { (session, _) throws(Failure) in
        let text: String
        do throws(SystemError) {
            text = String(decoding: try StandardInput.readToEnd(), as: UTF8.self)
        } catch { throw Failure(error) }
        var journal = try session.openJournal()
        // Lanes of other clones come by a push, too.
        do throws(JournalError) { try journal.refresh() } catch { throw Failure(error) }
        let configuration = try session.configuration(of: journal.repository)
        let folder = journal.repository.commonDirectory
        for reference in text.split(separator: "\n").compactMap({ PushedReference(received: $0) }) {
            let isOurs: Bool
            do throws(JournalError) {
                isOurs = try WatchedBranches.contain(reference.name, in: &journal)
            } catch { throw Failure(error) }
            guard isOurs,
                try BranchRecord.add(
                    reference.name, at: reference.commit, .push, by: "post-receive", to: &journal, session)
            else { continue }
            try BranchMoves.follow(reference.name, in: &journal, session)
            if configuration.bool("autowrk.receive.pullRequests") ?? true {
                let branch = WatchedBranches.name(of: reference.name)
                for words in try FollowUp.commands(afterArrivalOf: branch, in: &journal) {
                    FollowUp.perform(words, in: folder, session)
                }
            }
            // What is pushed is run then, with the rights of the server.
            if configuration.bool("autowrk.receive.verify") ?? false {
                try FollowUp.start(
                    [
                        "follow-up", WatchedBranches.name(of: reference.name), reference.commit.hex,
                        "--verify",
                    ], in: folder, session)
            }
        }
        return .done
    }
}
