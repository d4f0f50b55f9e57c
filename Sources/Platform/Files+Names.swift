import Glibc

extension Files {
    /// Gives a file, folder or symbolic link another name, in place of what has that name (`rename(2)`).
    public static func move(_ old: String, to new: String) throws(SystemError) {
        guard Glibc.rename(old, new) == 0 else { throw SystemError("rename", path: old) }
    }

    /// Gives a file a further name that nothing has yet (`link(2)`). A symbolic link is not followed.
    public static func makeHardLink(at new: String, to old: String) throws(SystemError) {
        guard linkat(AT_FDCWD, old, AT_FDCWD, new, 0) == 0 else { throw SystemError("link", path: new) }
    }

    /// Makes a symbolic link with this text (`symlink(2)`); nothing may have its name yet.
    public static func makeSymbolicLink(at path: String, to target: String) throws(SystemError) {
        guard symlink(target, path) == 0 else { throw SystemError("link", path: path) }
    }

    /// Replaces a file's content as Git does it with its configuration: by way of `<path>.lock`, which keeps
    /// others from writing meanwhile, and with the file's permissions. A symbolic link is followed.
    ///
    /// - Parameters:
    ///   - path: the file, which must be there.
    ///   - change: makes the new content from the old one; nil leaves it as it is.
    /// - Returns: whether it was written.
    /// - Throws: `EEXIST` when somebody else has the lock.
    @discardableResult
    public static func replaceUnderLock(
        _ path: String, _ change: ([UInt8]) -> [UInt8]?
    ) throws(SystemError) -> Bool {
        let path = try realPath(path)
        let lock = path + ".lock"
        let file = try Descriptor(opening: lock, flags: O_WRONLY | O_CREAT | O_EXCL)
        do throws(SystemError) {
            guard let bytes = change(try read(path)) else {
                unlink(lock)
                return false
            }
            try file.writeAll(bytes, path: lock)
            let permissions = try status(of: path).mode & 0o7777
            guard fchmod(file.number, permissions) == 0, fsync(file.number) == 0 else {
                throw SystemError("write", path: lock)
            }
            try move(lock, to: path)
        } catch {
            unlink(lock)
            throw error
        }
        return true
    }
}
