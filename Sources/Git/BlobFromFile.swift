import CLibgit2
import Glibc

extension Repository {
    /// Stores the content of a file as it is, without the conversions of `.gitattributes`, in small pieces.
    ///
    /// Follows symbolic links. Throws `notFound` or `readOnly` when it can't be read, and `other` when the
    /// file changes its size meanwhile.
    public func writeBlob(fromFile path: String) throws(GitError) -> ObjectID {
        try againWhenFolderVanishes { () throws(GitError) in try writeBlobOnce(fromFile: path) }
    }

    private func writeBlobOnce(fromFile path: String) throws(GitError) -> ObjectID {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw Self.systemError("open", path) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw Self.systemError("read", path) }

        var stream: UnsafeMutablePointer<git_odb_stream>?
        let size = git_object_size_t(status.st_size)
        try check(git_odb_open_wstream(&stream, objects.pointer, size, GIT_OBJECT_BLOB))
        defer { git_odb_stream_free(stream) }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var remaining = Int(status.st_size)
        while remaining > 0 {
            let count = read(file, &buffer, min(buffer.count, remaining))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw GitError(.other, "file '\(path)' changed while it was read") }
            let code = buffer.withUnsafeBytes { git_odb_stream_write(stream, $0.baseAddress, count) }
            // libgit2 sets no message here.
            guard code >= 0 else { throw Self.systemError("store", path) }
            remaining -= count
        }
        var id = git_oid()
        let code = git_odb_stream_finalize_write(&id, stream)
        if code < 0, errno == ENOSPC || errno == EDQUOT { throw Self.systemError("store", path) }
        try check(code)
        return ObjectID(id)
    }

    /// What the system said about a file that this module itself opens, makes or moves.
    static func systemError(_ verb: String, _ path: String) -> GitError {
        let number = errno
        let kind: GitError.Kind =
            switch number {
            case ENOENT, ENOTDIR: .notFound
            case EACCES, EPERM, EROFS: .readOnly
            case ENOSPC, EDQUOT: .diskFull
            default: .other
            }
        return GitError(kind, "can't \(verb) '\(path)': \(String(cString: strerror(number)))")
    }
}
