import Glibc

/// A system call that failed, with what was being done to what.
///
/// Reads as `cannot open '/x': no such file or directory`.
public struct SystemError: Error, Sendable, Equatable {
    /// The error number, such as `ENOENT`; see `errno(3)`.
    public let code: Int32

    /// What failed, as a verb that fits after "cannot": `open`, `rename`, `start`.
    public let operation: String

    /// The file, folder or program it was done to; nil when there is none, as for a pipe.
    public let path: String?

    /// An error with a known number; `init(_:path:)` takes the number from `errno`.
    public init(code: Int32, operation: String, path: String? = nil) {
        self.code = code
        self.operation = operation
        self.path = path
    }

    /// The failure of the system call made last on this thread.
    init(_ operation: String, path: String? = nil) {
        self.init(code: errno, operation: operation, path: path)
    }

    /// Whether the reader of a pipe has gone.
    public var isBrokenPipe: Bool { code == EPIPE }

    /// Whether something of that name is there already.
    public var isExisting: Bool { code == EEXIST }

    /// The C library's words for `code` (`strerror(3)`), in lower case.
    public var message: String {
        guard let text = strerror(code) else { return "error \(code)" }
        return String(cString: text).lowercased()
    }
}

extension SystemError: CustomStringConvertible {
    /// One line for a person: the operation, the subject in quotes, the system's words.
    public var description: String {
        let subject = path.map { " '\($0)'" } ?? ""
        return "cannot \(operation)\(subject): \(message)"
    }
}
