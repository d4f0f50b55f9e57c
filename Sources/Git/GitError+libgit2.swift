import CLibgit2
import Glibc

/// Turns a negative return code into an error, at once: libgit2 keeps one last error per thread.
@discardableResult
func check(_ code: Int32) throws(GitError) -> Int32 {
    let systemError = errno
    guard code < 0 else { return code }
    throw GitError(code: code, systemError: systemError)
}

extension GitError {
    /// Whether a file or folder has gone that was there a moment before: Git removes folders that have
    /// become empty, of objects and of references.
    public var isVanishedFolder: Bool { message.hasSuffix(String(cString: strerror(ENOENT))) }

    fileprivate init(code: Int32, systemError: Int32) {
        let last = git_error_last()
        let errorClass = last?.pointee.klass ?? 0
        let message = last?.pointee.message.map { String(cString: $0) } ?? "libgit2 gave no reason"
        self.init(
            Self.kind(code, errorClass, message, systemError), Self.inOurVoice(message), code: code)
    }

    private static func kind(
        _ code: Int32, _ errorClass: Int32, _ message: String, _ systemError: Int32
    ) -> Kind {
        // A code of its own wins over the class, except that libgit2 returns "not found" for a folder
        // it could not create.
        if errorClass == Int32(GIT_ERROR_OS.rawValue), let kind = systemKind(message, systemError) {
            return kind
        }
        switch code {
        case GIT_ENOTFOUND.rawValue, GIT_EUNBORNBRANCH.rawValue: return .notFound
        case GIT_EEXISTS.rawValue, GIT_EDIRECTORY.rawValue: return .exists
        case GIT_ELOCKED.rawValue: return .locked
        case GIT_EMODIFIED.rawValue: return .modified
        case GIT_EINVALIDSPEC.rawValue: return .invalidName
        case GIT_EOWNER.rawValue: return .notOwned
        case GIT_ECONFLICT.rawValue, GIT_EMERGECONFLICT.rawValue, GIT_EUNMERGED.rawValue: return .conflict
        case GIT_EMISMATCH.rawValue: return .corrupt
        default: break
        }
        if message.contains("invalid name for a tree entry") { return .invalidName }
        if message.contains("collides with existing one") { return .exists }
        let isDamage =
            errorClass == Int32(GIT_ERROR_ZLIB.rawValue)
            || ["corrupt", "inflate", "invalid pack file", "failed to parse"].contains {
                message.contains($0)
            }
        return isDamage ? .corrupt : .other
    }

    /// libgit2 ends messages of this class with the system's own text, which outlives `errno`.
    static func systemKind(_ message: String, _ systemError: Int32) -> Kind? {
        func says(_ number: Int32) -> Bool { message.hasSuffix(String(cString: strerror(number))) }
        if [EROFS, EACCES, EPERM].contains(where: says) { return .readOnly }
        if [ENOSPC, EDQUOT].contains(where: says) { return .diskFull }
        switch systemError {
        case EROFS, EACCES, EPERM: return .readOnly
        case ENOSPC, EDQUOT: return .diskFull
        default: return nil
        }
    }

    /// libgit2 ends a few messages with a full stop; ours have none.
    private static func inOurVoice(_ message: String) -> String {
        message.hasSuffix(".") ? String(message.dropLast()) : message
    }
}
