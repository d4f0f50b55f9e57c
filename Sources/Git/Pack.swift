import CLibgit2
import Glibc
import Synchronization

extension Repository {
    /// Writes the given objects into one pack and returns its name (`pack-<name>.pack`); `nil` for no objects.
    ///
    /// Loose copies stay until `git prune-packed` or `git gc` removes them. The pack is built in a folder
    /// `objects/tmp_objdir-autowrk-…`, the way Git builds what it receives: Git ignores it there, and its
    /// `git prune` removes what a killed writer leaves behind. Moved in are first the pack, then its index,
    /// so no reader meets an index without its pack.
    public func writePack(objects ids: [ObjectID]) throws(GitError) -> String? {
        guard !ids.isEmpty else { return nil }
        let builder = try Handle<Owned.PackBuilder> { git_packbuilder_new($0, pointer) }
        for id in ids {
            var raw = id.raw
            try check(git_packbuilder_insert(builder.pointer, &raw, nil))
        }
        let staging = try Self.temporaryFolder(in: objectsDirectory)
        defer { rmdir(staging) }
        try check(git_packbuilder_write(builder.pointer, staging, 0, nil, nil))
        guard let name = git_packbuilder_name(builder.pointer).map({ String(cString: $0) }) else {
            throw GitError(.other, "libgit2 gave the pack no name")
        }
        let packs = objectsDirectory + "/pack"
        guard mkdir(packs, 0o777) == 0 || errno == EEXIST else { throw Self.systemError("make", packs) }
        for suffix in [".pack", ".idx"] {
            let file = "/pack-\(name)\(suffix)"
            guard rename(staging + file, packs + file) == 0 else {
                throw Self.systemError("move", packs + file)
            }
        }
        if Library.isDurable.load(ordering: .relaxed) { try Self.flush(folder: packs) }
        try refreshObjects()
        return name
    }

    private static func temporaryFolder(in folder: String) throws(GitError) -> String {
        var template = Array((folder + "/tmp_objdir-autowrk-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw systemError("make a folder in", folder) }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Makes the names in a folder survive a power loss; the files themselves libgit2 has flushed.
    private static func flush(folder: String) throws(GitError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw systemError("open", folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw systemError("flush", folder) }
    }
}
