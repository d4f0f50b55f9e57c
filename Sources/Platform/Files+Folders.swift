import Glibc

extension Files {
    /// Makes the folder and those above it that are missing, with mode 0777 less the umask; no error
    /// when it is there already, even if another process makes it at the same time.
    public static func createDirectories(_ path: String) throws(SystemError) {
        if mkdir(path, 0o777) == 0 { return }
        let failure = SystemError("create folder", path: path)
        switch failure.code {
        case ENOENT:
            guard let parent = parent(of: path) else { throw failure }
            try createDirectories(parent)
            if mkdir(path, 0o777) != 0, errno != EEXIST { throw SystemError("create folder", path: path) }
        case EEXIST:
            guard try status(of: path).isDirectory else { throw failure }
        default: throw failure
        }
    }

    /// Makes a folder that only this user can enter; one that is there keeps its permissions. The folder
    /// above it must be there.
    public static func createPrivateDirectory(_ path: String) throws(SystemError) {
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        throw SystemError("create folder", path: path)
    }

    /// The names in a folder, sorted by their bytes, without `.` and `..`.
    public static func list(_ directory: String) throws(SystemError) -> [String] {
        guard let stream = opendir(directory) else { throw SystemError("list", path: directory) }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            // readdir tells an error from the end by errno alone.
            errno = 0
            guard let entry = Glibc.readdir(stream) else { break }
            let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
                String(cString: UnsafeRawPointer(field).assumingMemoryBound(to: CChar.self))
            }
            if name != ".", name != ".." { names.append(name) }
        }
        guard errno == 0 else { throw SystemError("list", path: directory) }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Deletes a file, a symbolic link (not its target) or an empty folder.
    public static func remove(_ path: String) throws(SystemError) {
        guard Glibc.remove(path) == 0 else { throw SystemError("remove", path: path) }
    }

    /// Deletes a file, or a folder with all that is in it, also from folders of this user that may not be
    /// read or written; follows no symbolic link.
    public static func removeTree(_ path: String) throws(SystemError) {
        let status = try status(of: path, followingLinks: false)
        if status.isDirectory {
            if status.mode & UInt32(S_IRWXU) != UInt32(S_IRWXU) { chmod(path, S_IRWXU) }
            for name in try list(path) { try removeTree("\(path)/\(name)") }
        }
        try remove(path)
    }

    /// Makes a folder that only this user can enter, named `prefix` and six random characters, and
    /// returns its path. The caller removes it.
    public static func temporaryDirectory(
        in parent: String, prefix: String
    ) throws(SystemError) -> String {
        var template = Array("\(parent)/\(prefix)XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemError("create a folder in", path: parent) }
        return template.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { String(cString: $0) } ?? parent
        }
    }

    /// Makes the folders above a file that are missing.
    public static func createDirectories(above file: String) throws(SystemError) {
        if let folder = parent(of: file) { try createDirectories(folder) }
    }

    /// The folder that holds `path`, by its text; nil for `/`, and for a relative path of one part.
    static func parent(of path: String) -> String? {
        var rest = path[...]
        while rest.count > 1, rest.last == "/" { rest.removeLast() }
        guard rest != "/", let slash = rest.lastIndex(of: "/") else { return nil }
        return slash == rest.startIndex ? "/" : String(rest[..<slash])
    }
}
