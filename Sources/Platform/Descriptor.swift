import Glibc

/// An open file descriptor that closes itself; no child process inherits it.
struct Descriptor: ~Copyable {
    let number: Int32

    init(adopting number: Int32) {
        self.number = number
    }

    /// `open(2)`; `permissions` count only when `flags` create the file, and lose the umask's bits.
    init(opening path: String, flags: Int32, permissions: mode_t = 0o666) throws(SystemError) {
        let number = uninterrupted { Glibc.open(path, flags | O_CLOEXEC, permissions) }
        guard number >= 0 else { throw SystemError("open", path: path) }
        self.number = number
    }

    /// A second number, above 2, for what is open under the first.
    init(duplicating original: Int32) throws(SystemError) {
        let number = fcntl(original, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
        guard number >= 0 else { throw SystemError("duplicate a descriptor") }
        self.number = number
    }

    deinit {
        close(number)
    }

    /// Whether the path leads to the file that is open.
    borrowing func isFile(at path: String) -> Bool {
        var opened = stat()
        guard fstat(number, &opened) == 0, let named = try? Files.status(of: path) else { return false }
        return named.inode == opened.st_ino && named.device == opened.st_dev
    }

    /// From here on reads and writes return `EAGAIN` rather than wait.
    borrowing func setNonBlocking() {
        _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK)
    }

    /// Reads up to the end of the file; `path` only names the file in errors.
    borrowing func readToEnd(path: String?) throws(SystemError) -> [UInt8] {
        var status = stat()
        let expected = fstat(number, &status) == 0 ? Int(status.st_size) : 0
        var bytes: [UInt8] = []
        // One more than the size, so that the end shows in the read after the content.
        bytes.reserveCapacity(expected + 1)
        while true {
            let count = appendOnce(to: &bytes, atMost: max(expected + 1 - bytes.count, 64 * 1024))
            guard count >= 0 else { throw SystemError("read", path: path) }
            if count == 0 { return bytes }
        }
    }

    /// The rest, or its first `limit` bytes.
    borrowing func read(atMost limit: Int, path: String?) throws(SystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < limit {
            let count = appendOnce(to: &bytes, atMost: min(limit - bytes.count, 64 * 1024))
            guard count >= 0 else { throw SystemError("read", path: path) }
            if count == 0 { break }
        }
        return bytes
    }

    /// One `read(2)` at the end of `bytes`: the number of bytes read, 0 at the end, -1 with `errno` set.
    borrowing func appendOnce(to bytes: inout [UInt8], atMost limit: Int) -> Int {
        withUnsafeTemporaryAllocation(byteCount: limit, alignment: 1) { buffer in
            let count = uninterrupted { Glibc.read(number, buffer.baseAddress, limit) }
            if count > 0 { bytes.append(contentsOf: buffer[..<count]) }
            return count
        }
    }

    /// Writes all of `bytes`, however many calls that takes; `path` only names the file in errors.
    borrowing func writeAll(_ bytes: some Collection<UInt8>, path: String?) throws(SystemError) {
        guard let done = bytes.withContiguousStorageIfAvailable({ writeAll($0) }) else {
            return try writeAll(Array(bytes), path: path)
        }
        guard done else { throw SystemError("write", path: path) }
    }

    /// False with `errno` set on failure.
    private borrowing func writeAll(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeBufferPointer(rebasing: rest)
            let count = withoutBrokenPipeSignal {
                uninterrupted { Glibc.write(number, part.baseAddress, part.count) }
            }
            guard count >= 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
