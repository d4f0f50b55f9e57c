import CPlatform
import Glibc

/// What the file system says of a file, without its content (`statx(2)`).
public struct FileStatus: Sendable, Equatable {
    /// The file's number in its file system; with `device` it identifies the file while it exists.
    public let inode: UInt64

    /// The file system's number, as `st_dev` has it.
    public let device: UInt64

    /// How many names the file has; 0 once it is deleted but open.
    public let linkCount: UInt64

    /// Bytes of content.
    public let size: Int64

    /// When the file was made, in nanoseconds since 1970; nil where the file system does not keep it.
    /// With `inode` it tells a file from a later one that got the same number.
    public let birthNanoseconds: Int64?

    /// When the content last changed, in nanoseconds since 1970.
    public let modifiedNanoseconds: Int64

    /// File type and permission bits, as in `inode(7)`.
    public let mode: UInt32

    /// A folder.
    public var isDirectory: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFDIR) }

    /// A file with content, not a folder, link, socket, pipe or device.
    public var isRegular: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFREG) }

    /// A symbolic link; only when it was asked for the link itself.
    public var isSymbolicLink: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFLNK) }

    init(_ status: autowrk_status) {
        inode = status.inode
        device = status.device
        linkCount = status.link_count
        size = status.size
        birthNanoseconds = status.has_birth ? status.birth : nil
        modifiedNanoseconds = status.modified
        mode = status.mode
    }
}
