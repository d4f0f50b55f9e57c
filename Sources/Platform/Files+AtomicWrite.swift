import Glibc

extension Files {
    /// Replaces a file's content in one step: readers see the old or the new, never a part.
    ///
    /// Writes a new file beside it and renames that, so the old file's permissions and further names
    /// are not kept, and a symbolic link at `path` is replaced, not followed.
    ///
    /// - Parameters:
    ///   - bytes: the new content.
    ///   - path: the file; its folder must be there.
    ///   - durable: the content, and after it the name, are on disk when this returns (`fsync(2)`).
    ///     Without it a crash of the machine may lose the new content, and on some file systems the old.
    ///   - permissions: of the new file, less the umask; 0o777 for a program.
    public static func writeAtomically(
        _ bytes: [UInt8], to path: String, durable: Bool, permissions: UInt32 = 0o666
    ) throws(SystemError) {
        let folder = parent(of: path) ?? "."
        let temporary = "\(path).\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
        let file = try Descriptor(
            opening: temporary, flags: O_WRONLY | O_CREAT | O_EXCL, permissions: permissions)
        do throws(SystemError) {
            try file.writeAll(bytes, path: temporary)
            if durable { try file.flushToDisk(path: temporary) }
            guard rename(temporary, path) == 0 else { throw SystemError("replace", path: path) }
        } catch {
            unlink(temporary)
            throw error
        }
        if durable {
            try Descriptor(opening: folder, flags: O_RDONLY | O_DIRECTORY).flushToDisk(path: folder)
        }
    }
}

extension Descriptor {
    /// `fsync(2)`; `path` only names the file in errors.
    fileprivate borrowing func flushToDisk(path: String) throws(SystemError) {
        guard uninterrupted({ fsync(number) }) == 0 else { throw SystemError("flush", path: path) }
    }
}
