import Git
import Glibc
import Journal
import Platform
import Safety

/// Where commands would be performed, and which boundaries hold there.
struct PolicyGround {
    private(set) var situation: Situation
    private(set) var policy = Policy()

    /// Looks at the repository that the program was started in; without one there are the boundaries of the
    /// user's own configuration.
    init(_ session: borrowing Session) throws(Failure) {
        let folder: String
        do throws(SystemError) { folder = try Files.workingDirectory() } catch { throw Failure(error) }
        let home = session.environment["HOME"].flatMap { $0.hasPrefix("/") && $0 != "/" ? $0 : nil }
        situation = Situation(tree: folder)
        if let home { situation.home = home }
        let journal = try Self.journal(session)
        guard let journal else {
            // A home is no working tree: what lies in it is not for commands to use up.
            if situation.home == folder || situation.home.hasPrefix(folder == "/" ? "/" : folder + "/") {
                situation.tree = (folder == "/" ? "" : folder) + "/tree"
            }
            add(try session.gitConfiguration())
            return
        }
        situation.tree = journal.repository.workingDirectory.map { Self.withoutSlash($0) } ?? folder
        let file = "\(situation.tree)/\(Policy.path)"
        if try Self.isThere(file) { try add(file) }
        add(try session.configuration(of: journal.repository))
    }

    private mutating func add(_ configuration: Configuration) {
        policy.refused += configuration.strings("autowrk.policy.refuse")
        policy.asked += configuration.strings("autowrk.policy.ask")
    }

    /// Whether there is something of this name: what is there and can't be read is no absence of boundaries.
    private static func isThere(_ file: String) throws(Failure) -> Bool {
        do throws(SystemError) { _ = try Files.status(of: file, followingLinks: false) } catch {
            if error.code == ENOENT || error.code == ENOTDIR { return false }
            throw Failure(error)
        }
        // A pipe would keep everybody waiting.
        guard let status = try? Files.status(of: file), status.isRegular else {
            throw Failure(.input, "cannot read '\(printable(file))': it is no file")
        }
        return true
    }

    private static func journal(_ session: borrowing Session) throws(Failure) -> Journal? {
        do throws(Failure) { return try session.openJournal() } catch {
            guard error.message == Failure(GitError(.notARepository, "")).message else { throw error }
            return nil
        }
    }

    private static func withoutSlash(_ path: String) -> String {
        path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    /// More than anybody has boundaries.
    private static let fileLimit = 1 << 20

    /// Adds the boundaries of a file.
    mutating func add(_ file: String) throws(Failure) {
        let text = try NamedText.read(file, atMost: Self.fileLimit, "the policy")
        do throws(SafetyError) { policy.add(try Policy(reading: text, path: file)) } catch {
            throw Failure(error)
        }
    }
}
