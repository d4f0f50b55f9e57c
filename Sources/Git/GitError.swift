/// A Git operation that failed: what kind of failure, and what libgit2 or this module said about it.
public struct GitError: Error, Sendable, Equatable {
    /// What a caller can act on; everything else is ``other``.
    public enum Kind: Sendable, Equatable {
        /// An object, reference or file that isn't there.
        case notFound
        /// Something of that name is there already.
        case exists
        /// A `.lock` file stands in the way: another writer is at work, or died at it.
        case locked
        /// A reference isn't what the ``Precondition`` of the write says.
        case modified
        /// A name, path or signature that Git doesn't allow.
        case invalidName
        /// The repository uses an extension or format version that libgit2 can't read.
        case unsupportedRepository
        /// No repository at that path or above it.
        case notARepository
        /// The folder belongs to another user and isn't listed in `safe.directory`.
        case notOwned
        /// A merge, checkout or tree update that would have to choose between contents.
        case conflict
        /// The file system or its permissions refuse to be written.
        case readOnly
        /// No space or quota left.
        case diskFull
        /// Bytes that aren't what their name or type says.
        case corrupt
        /// Anything else; the message says what.
        case other
    }

    /// What happened, for code.
    public let kind: Kind
    /// libgit2's return code (`GIT_ELOCKED` is -14, `GIT_EMODIFIED` -15); 0 when the error is this module's own.
    public let code: Int32
    /// What happened, for people: lower case, no full stop.
    public let message: String

    /// An error of this module or of a caller that speaks its language.
    public init(_ kind: Kind, _ message: String, code: Int32 = 0) {
        self.kind = kind
        self.code = code
        self.message = message
    }

    /// The same failure with a kind that the caller knows better.
    func with(kind: Kind) -> GitError { GitError(kind, message, code: code) }
}

extension GitError: CustomStringConvertible {
    /// The message alone.
    public var description: String { message }
}
