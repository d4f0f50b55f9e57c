import Glibc

/// Standard output: what the program was asked for, and nothing else.
public enum StandardOutput {
    /// A writer on it; a process has use for one only, as each has a buffer of its own.
    ///
    /// - Throws: `EBADF` when the process was started with standard output closed.
    public static func stream() throws(SystemError) -> OutputStream {
        try OutputStream(descriptor: STDOUT_FILENO, name: "standard output")
    }
}

/// Standard error: all that is said to the person and is not the result.
public enum StandardError {
    /// Writes the text at once. Failure goes unsaid, as there is no stream left to say it on.
    public static func write(_ text: String) {
        guard let descriptor = try? Descriptor(duplicating: STDERR_FILENO) else { return }
        try? descriptor.writeAll(text.utf8, path: nil)
    }
}

/// Standard input: what another program or a person hands over.
public enum StandardInput {
    /// All of it up to the end, for which it waits.
    public static func readToEnd() throws(SystemError) -> [UInt8] {
        try Descriptor(duplicating: STDIN_FILENO).readToEnd(path: "standard input")
    }

    /// The beginning of it, or all of it where that is no longer.
    public static func read(atMost limit: Int) throws(SystemError) -> [UInt8] {
        try Descriptor(duplicating: STDIN_FILENO).read(atMost: limit, path: "standard input")
    }
}
