import Glibc
import Platform
import TestSupport
import Testing

@Suite("Files")
struct FilesTests {
    let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
    }

    @Test("A file without a size is read to its end")
    func readWithoutSize() throws {
        #expect(try Files.read("/proc/self/environ").count > 0)
        #expect(try Files.read("/dev/null").isEmpty)
    }

    @Test("A large file is read whole")
    func readLarge() throws {
        let text = String(repeating: "0123456789", count: 50_000)
        try sandbox.write("large", text)
        #expect(try sandbox.read("large") == text)
    }

    @Test("Reading says what failed on which path")
    func readErrors() {
        let path = sandbox.path("missing")
        let error = #expect(throws: SystemError.self) { try Files.read(path) }
        #expect(error?.description == "cannot open '\(path)': no such file or directory")
        #expect(throws: SystemError(code: EISDIR, operation: "read", path: sandbox.path)) {
            try Files.read(sandbox.path)
        }
    }

    @Test(
        "Folders are made with those above them, and again without complaint",
        arguments: ["a/b/c", "a/b/c/", "d"])
    func createDirectories(name: String) throws {
        try Files.createDirectories(sandbox.path(name))
        try Files.createDirectories(sandbox.path(name))
        #expect(try Files.status(of: sandbox.path(name)).isDirectory)
        try Files.createDirectories("/")
    }

    @Test("A file in the place of a folder is an error")
    func fileInTheWay() throws {
        try sandbox.write("file", "")
        let path = sandbox.path("file")
        #expect(throws: SystemError(code: EEXIST, operation: "create folder", path: path)) {
            try Files.createDirectories(path)
        }
        #expect(throws: SystemError(code: ENOTDIR, operation: "create folder", path: path + "/below")) {
            try Files.createDirectories(path + "/below")
        }
    }

    @Test("The list of a folder is sorted by bytes and complete")
    func list() throws {
        for name in ["b", "B", "ä", ".hidden", "a/below"] { try sandbox.write("folder/\(name)", "") }
        #expect(try Files.list(sandbox.path("folder")) == [".hidden", "B", "a", "b", "ä"])
        #expect(throws: SystemError(code: ENOENT, operation: "list", path: sandbox.path("missing"))) {
            try Files.list(sandbox.path("missing"))
        }
    }

    @Test("A status tells files, folders and links apart")
    func status() throws {
        try sandbox.write("file", "12345")
        #expect(symlink("file", sandbox.path("link")) == 0)
        #expect(link(sandbox.path("file"), sandbox.path("second")) == 0)
        let file = try Files.status(of: sandbox.path("file"))
        #expect(file.isRegular && !file.isDirectory && !file.isSymbolicLink)
        #expect(file.size == 5)
        #expect(file.linkCount == 2)
        #expect(try Files.status(of: sandbox.path("link")) == file)
        #expect(try Files.status(of: sandbox.path("second")).inode == file.inode)
        let link = try Files.status(of: sandbox.path("link"), followingLinks: false)
        #expect(link.isSymbolicLink && link.inode != file.inode)
        #expect(try Files.linkTarget(of: sandbox.path("link")) == "file")
        #expect(try Files.realPath(sandbox.path("link")) == sandbox.path("file"))
    }

    @Test("The device is the one that stat(2) tells, and the birth is before the last change")
    func statusAgainstStat() throws {
        try sandbox.write("file", "")
        let status = try Files.status(of: sandbox.path("file"))
        var reference = stat()
        #expect(stat(sandbox.path("file"), &reference) == 0)
        #expect(status.device == UInt64(reference.st_dev))
        #expect(status.inode == UInt64(reference.st_ino))
        #expect(status.mode == reference.st_mode)
        let seconds = Int64(reference.st_mtim.tv_sec)
        #expect(status.modifiedNanoseconds == seconds * 1_000_000_000 + Int64(reference.st_mtim.tv_nsec))
        if let birth = status.birthNanoseconds { #expect(birth <= status.modifiedNanoseconds) }
    }

    @Test("A tree is deleted, but not what its links lead to")
    func removeTree() throws {
        try sandbox.write("kept/file", "kept")
        try sandbox.write("tree/a/b", "")
        #expect(symlink(sandbox.path("kept"), sandbox.path("tree/link")) == 0)
        #expect(throws: SystemError(code: ENOTEMPTY, operation: "remove", path: sandbox.path("tree"))) {
            try Files.remove(sandbox.path("tree"))
        }
        try Files.removeTree(sandbox.path("tree"))
        #expect(!Files.exists(sandbox.path("tree")))
        #expect(try sandbox.read("kept/file") == "kept")
    }

    @Test("A folder that its owner may not enter is deleted with what is in it")
    func removeClosedTree() throws {
        try sandbox.write("tree/closed/file", "")
        try sandbox.write("tree/listed/file", "")
        #expect(chmod(sandbox.path("tree/closed"), 0) == 0)
        #expect(chmod(sandbox.path("tree/listed"), 0o500) == 0)
        // The superuser may enter every folder, so that this thread must be somebody else's.
        let isSuperuser = geteuid() == 0
        let actAs = try #require(dlsym(nil, "setfsuid"))
        let setUser = unsafeBitCast(actAs, to: (@convention(c) (uid_t) -> Int32).self)
        if isSuperuser {
            #expect(try sandbox.run(["chown", "-R", "65534", sandbox.path]).status == 0)
            _ = setUser(65534)
        }
        defer { if isSuperuser { _ = setUser(0) } }
        try Files.removeTree(sandbox.path("tree"))
        #expect(!Files.exists(sandbox.path("tree")))
    }

    @Test("A private folder is the user's alone, and one that is there stays as it is")
    func privateDirectory() throws {
        let path = sandbox.path("private")
        try Files.createPrivateDirectory(path)
        #expect(try Files.status(of: path).mode & 0o777 == 0o700)
        #expect(chmod(path, 0o750) == 0)
        try Files.createPrivateDirectory(path)
        #expect(try Files.status(of: path).mode & 0o777 == 0o750)
        #expect(throws: SystemError.self) { try Files.createPrivateDirectory("\(path)/missing/folder") }
    }

    @Test("Temporary folders are new each time and closed to others")
    func temporaryDirectory() throws {
        let first = try Files.temporaryDirectory(in: sandbox.path, prefix: "x-")
        let second = try Files.temporaryDirectory(in: sandbox.path, prefix: "x-")
        #expect(first != second)
        #expect(first.hasPrefix(sandbox.path("x-")))
        #expect(try Files.status(of: first).mode & 0o777 == 0o700)
    }
}
