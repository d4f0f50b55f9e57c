import Glibc

/// A file that is written and read at any place.
public struct RandomAccessFile: ~Copyable, Sendable {
    private let file: Descriptor
    private let path: String

    /// Makes an empty file, or empties the one that is there.
    public init(creating path: String) throws(SystemError) {
        file = try Descriptor(opening: path, flags: O_RDWR | O_CREAT | O_TRUNC)
        self.path = path
    }

    /// Opens a file that is there, to be read only.
    public init(reading path: String) throws(SystemError) {
        file = try Descriptor(opening: path, flags: O_RDONLY)
        self.path = path
    }

    /// Writes all of `bytes` from `offset` on.
    public borrowing func write(_ bytes: ArraySlice<UInt8>, at offset: Int) throws(SystemError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                uninterrupted {
                    pwrite(
                        file.number, buffer.baseAddress.map { $0 + done }, buffer.count - done,
                        off_t(offset + done))
                }
            }
            guard count >= 0 else { throw SystemError("write", path: path) }
            done += count
        }
    }

    /// Reads up to `count` bytes from `offset` on; less at the end of the file.
    public borrowing func read(_ count: Int, at offset: Int) throws(SystemError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let part = bytes.withUnsafeMutableBytes { buffer in
                uninterrupted {
                    pread(
                        file.number, buffer.baseAddress.map { $0 + done }, count - done, off_t(offset + done))
                }
            }
            guard part >= 0 else { throw SystemError("read", path: path) }
            if part == 0 { break }
            done += part
        }
        return Array(bytes[..<done])
    }
}
