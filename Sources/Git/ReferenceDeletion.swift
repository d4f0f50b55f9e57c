import CLibgit2
import Glibc

extension Repository {
    /// Removes a reference, loose and packed, with its reflog.
    ///
    /// Throws as ``updateReference(_:to:expecting:logMessage:)`` does. A reference that is missing satisfies
    /// `none` and `mustNotExist`.
    ///
    /// Not by libgit2, which reads packed-refs before it takes its lock (`packed_delete` of 1.5) and so
    /// takes back what `git pack-refs` writes in between, branches among it.
    public func deleteReference(_ name: String, expecting precondition: Precondition) throws(GitError) {
        var isValid: Int32 = 0
        guard git_reference_name_is_valid(&isValid, name) == 0, isValid == 1 else {
            throw GitError(.invalidName, "'\(name)' is not the name of a reference")
        }
        let path = "\(commonDirectory)/\(name)"
        let lock = try LockFile(for: path)
        let current = try reference(name)
        let holds =
            switch precondition {
            case .none: true
            case .mustNotExist: current == nil
            case .mustMatch(let id): current == id
            }
        guard holds else { throw Self.stale(name, precondition) }
        // Packed first: a loose reference hides the packed one, and not the other way round.
        try deletePacked(name)
        guard unlink(path) == 0 || errno == ENOENT else { throw Self.systemError("remove", path) }
        let code = git_reflog_delete(pointer, name)
        if code != GIT_ENOTFOUND.rawValue { try check(code) }
        extendLifetime(lock)
    }

    /// Writes packed-refs anew without `name`, under the lock that Git takes, too.
    private func deletePacked(_ name: String) throws(GitError) {
        let path = "\(commonDirectory)/packed-refs"
        let lock = try LockFile(for: path, patience: 500)
        guard let text = try LockFile.content(of: path) else { return }
        var kept: [ArraySlice<UInt8>] = []
        var isDropping = false
        for line in text.split(separator: UInt8(ascii: "\n")) {
            // A line with a caret is the peeled object of the one before (gitrepository-layout(5)).
            if line.first != UInt8(ascii: "^") {
                isDropping = line.drop { $0 != UInt8(ascii: " ") }.dropFirst().elementsEqual(name.utf8)
            }
            if !isDropping { kept.append(line) }
        }
        let rewritten = kept.flatMap { $0 + [UInt8(ascii: "\n")] }
        guard rewritten.count != text.count else { return }
        try lock.replace(with: rewritten)
    }
}

/// A file `<path>.lock` in Git's protocol: whoever makes it may change `path`. It is removed with the value.
private struct LockFile: ~Copyable {
    private let path: String
    private let descriptor: Int32

    /// - Parameter patience: how often to look again, every 20 milliseconds, while somebody else has it.
    init(for path: String, patience: Int = 0) throws(GitError) {
        self.path = path
        descriptor = try Self.make(path + ".lock", for: path, patience: patience)
    }

    private static func make(
        _ lock: String, for path: String, patience: Int
    ) throws(GitError) -> Int32 {
        var attempt = 0
        while true {
            let descriptor = open(lock, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            if descriptor >= 0 { return descriptor }
            switch errno {
            // Without the folder there is no loose reference; the lock needs it all the same.
            case ENOENT where attempt == 0: try makeFolders(above: path)
            case EEXIST where attempt < patience: usleep(20_000)
            case EEXIST: throw GitError(.locked, "'\(path)' is locked by another program")
            default: throw Repository.systemError("lock", path)
            }
            attempt += 1
        }
    }

    deinit {
        close(descriptor)
        unlink(path + ".lock")
    }

    /// Puts the bytes in the place of the file, on the disk first.
    borrowing func replace(with bytes: [UInt8]) throws(GitError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { throw Repository.systemError("write", path + ".lock") }
            rest = rest.dropFirst(max(count, 0))
        }
        guard fsync(descriptor) == 0, rename(path + ".lock", path) == 0 else {
            throw Repository.systemError("replace", path)
        }
    }

    /// Nil when there is no such file.
    static func content(of path: String) throws(GitError) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw Repository.systemError("read", path)
        }
        defer { close(file) }
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(file, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw Repository.systemError("read", path) }
            if count == 0 { return content }
            content += buffer[..<count]
        }
    }

    private static func makeFolders(above path: String) throws(GitError) {
        for index in path.indices.dropFirst() where path[index] == "/" {
            let folder = String(path[..<index])
            guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
                throw Repository.systemError("make", folder)
            }
        }
    }
}
