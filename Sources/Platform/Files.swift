import CPlatform
import Glibc

/// Files and folders by path. Relative paths start at the process's working directory.
public enum Files {
    /// The whole content. Also reads what has no size, such as `/proc` and pipes.
    public static func read(_ path: String) throws(SystemError) -> [UInt8] {
        try Descriptor(opening: path, flags: O_RDONLY).readToEnd(path: path)
    }

    /// The beginning of the content, or all of it where that is no longer.
    public static func read(_ path: String, atMost limit: Int) throws(SystemError) -> [UInt8] {
        try Descriptor(opening: path, flags: O_RDONLY).read(atMost: limit, path: path)
    }

    /// Something has this name; a symbolic link counts when its target exists.
    ///
    /// False as well when a folder on the way may not be searched.
    public static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// What the path leads to, or with `followingLinks: false` the symbolic link itself.
    public static func status(
        of path: String, followingLinks: Bool = true
    ) throws(SystemError) -> FileStatus {
        var status = autowrk_status()
        guard autowrk_statx(path, followingLinks, &status) == 0 else { throw SystemError("stat", path: path) }
        return FileStatus(status)
    }

    /// The one absolute path without symbolic links, `.` and `..` (`realpath(3)`); all of it must exist.
    public static func realPath(_ path: String) throws(SystemError) -> String {
        guard let resolved = realpath(path, nil) else { throw SystemError("resolve", path: path) }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// What a symbolic link says (`readlink(2)`), whether or not that exists.
    public static func linkTarget(of path: String) throws(SystemError) -> String {
        var target = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(path, &target, target.count)
        guard count >= 0 else { throw SystemError("read link", path: path) }
        return String(decoding: target[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The folder that relative paths start at (`getcwd(3)`), without symbolic links.
    public static func workingDirectory() throws(SystemError) -> String {
        guard let path = getcwd(nil, 0) else { throw SystemError("find the working directory") }
        defer { free(path) }
        return String(cString: path)
    }
}
