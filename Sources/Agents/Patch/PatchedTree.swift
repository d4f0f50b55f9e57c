import Git

/// A tree with changes that are not yet written.
struct PatchedTree {
    private let base: ObjectID
    /// What is at a path now; nil for what was removed.
    private var files: [String: File?] = [:]
    /// The same before the diff that is being applied: what is moved or copied in it comes from there.
    private var filesBefore: [String: File?] = [:]
    private(set) var remarks: [String] = []

    /// A file's content and mode.
    struct File {
        var bytes: [UInt8]
        var mode: FileMode
    }

    init(_ base: ObjectID) { self.base = base }

    /// Writes the tree.
    func write(in repository: borrowing Repository) throws(GitError) -> ObjectID {
        var changes: [TreeChange] = []
        for (path, file) in files.sorted(by: { $0.key < $1.key }) {
            if let file {
                changes.append(.upsert(path: path, id: try repository.writeBlob(file.bytes), mode: file.mode))
            } else {
                changes.append(.remove(path: path))
            }
        }
        return changes.isEmpty ? base : try repository.updateTree(base, changes: changes)
    }

    /// What is at a path; nil for nothing. A folder, a submodule and what lies below a link can't be patched.
    func file(_ path: String, in repository: borrowing Repository) throws -> File? {
        if let known = files[path] { return known }
        guard let entry = try repository.entry(at: path, in: base) else {
            try checkFolders(above: path, in: repository)
            return nil
        }
        switch entry.mode {
        case .tree: throw PatchError(.conflict, "'\(path)' is a folder", file: path)
        case .submodule: throw PatchError(.conflict, "'\(path)' is a submodule", file: path)
        case .file, .executable, .symbolicLink:
            return File(bytes: try repository.blob(entry.id), mode: entry.mode)
        }
    }

    /// Through a link a file could get anywhere.
    private func checkFolders(above path: String, in repository: borrowing Repository) throws {
        var folder = ""
        for part in path.split(separator: "/").dropLast() {
            folder += folder.isEmpty ? part : "/\(part)"
            let mode: FileMode?
            if let known = files[folder] {
                mode = known?.mode
            } else {
                mode = try repository.entry(at: folder, in: base)?.mode
            }
            guard let mode, mode != .tree else { continue }
            let what =
                mode == .symbolicLink ? "a symbolic link" : mode == .submodule ? "a submodule" : "a file"
            throw PatchError(.forbidden, "path '\(path)' lies below \(what), '\(folder)'", file: path)
        }
    }

    mutating func put(_ file: File?, at path: String) throws(PatchError) {
        if let file, file.mode == .symbolicLink { try Self.check(link: file.bytes, at: path) }
        files[path] = .some(file)
    }

    /// Refuses a link that leads out of the tree: a program that follows it would read or write what is there.
    private static func check(link bytes: [UInt8], at path: String) throws(PatchError) {
        let target = String(decoding: bytes, as: UTF8.self)
        var depth = path.utf8.count { $0 == UInt8(ascii: "/") }
        for part in target.split(separator: "/") where depth >= 0 {
            depth += part == ".." ? -1 : part == "." ? 0 : 1
        }
        guard target.utf8.first != UInt8(ascii: "/"), depth >= 0 else {
            throw PatchError(.forbidden, "link '\(path)' leads out of the tree, to '\(target)'", file: path)
        }
    }

    /// Begins with a diff of a series. Files that it moves make room before others come, as two may swap
    /// their places.
    mutating func begin(_ patches: [FilePatch], in repository: borrowing Repository) throws {
        filesBefore = files
        for case (let from, _)? in patches.map(\.rename) {
            try PatchPath.check(from)
            guard try file(from, in: repository) != nil else { throw Self.missing(from) }
            try put(nil, at: from)
        }
    }

    private func fileBefore(_ path: String, in repository: borrowing Repository) throws -> File? {
        var before = self
        before.files = filesBefore
        return try before.file(path, in: repository)
    }

    mutating func apply(_ patch: FilePatch, in repository: borrowing Repository) throws {
        let names = try names(of: patch, in: repository)
        if let binary = patch.binary { return try apply(binary: binary, names, in: repository) }
        switch (names.old, names.new) {
        case (nil, let new?): try add(patch, at: new, in: repository)
        case (let old?, nil): try delete(patch, at: old, in: repository)
        case (let old?, let new?): try change(patch, from: old, to: new, in: repository)
        case (nil, nil): throw PatchError(.unreadable, "line \(patch.line) of the patch names no file")
        }
    }

    private mutating func add(_ patch: FilePatch, at path: String, in repository: borrowing Repository) throws
    {
        guard try file(path, in: repository) == nil else {
            throw PatchError(.conflict, "'\(path)' is new in the patch, and exists already", file: path)
        }
        var content = PatchedFile([])
        _ = try content.apply(patch.hunks, to: path)
        try put(
            File(bytes: content.bytes, mode: try mode(patch.newMode, of: path) ?? .file),
            at: path)
    }

    private mutating func delete(
        _ patch: FilePatch, at path: String, in repository: borrowing Repository
    ) throws {
        guard let file = try file(path, in: repository) else { throw Self.missing(path) }
        var content = PatchedFile(file.bytes)
        remarks += try content.apply(patch.hunks, to: path)
        guard content.bytes.isEmpty else {
            throw PatchError(
                .conflict, "'\(path)' goes with the patch, and has more in it than that says", file: path)
        }
        try put(nil, at: path)
    }

    private mutating func change(
        _ patch: FilePatch, from old: String, to new: String, in repository: borrowing Repository
    ) throws {
        let source = old == new ? try file(old, in: repository) : try fileBefore(old, in: repository)
        guard var file = source else { throw Self.missing(old) }
        if old != new, try self.file(new, in: repository) != nil {
            throw PatchError(.conflict, "'\(old)' can't become '\(new)', which exists already", file: new)
        }
        var content = PatchedFile(file.bytes)
        remarks += try content.apply(patch.hunks, to: old)
        if !patch.hunks.isEmpty { file.bytes = content.bytes }
        if let mode = try mode(patch.newMode, of: new) { file.mode = mode }
        try put(file, at: new)
    }

    private mutating func apply(
        binary: [UInt8], _ names: PatchedNames, in repository: borrowing Repository
    ) throws {
        for path in [names.old, names.new].compactMap({ $0 }) { _ = try file(path, in: repository) }
        guard let old = names.old ?? names.new, let new = names.new ?? names.old else { return }
        let patched: ObjectID
        do throws(GitError) {
            // Git's own reader knows its form of binary files; it wants prefixes, whatever the patch has.
            let first = "diff --git \(PatchName.quoted("a/", old)) \(PatchName.quoted("b/", new))"
            let rest = binary.drop { $0 != 0x0A }
            patched = try repository.applyPatch(Array(first.utf8) + rest, to: try write(in: repository))
        } catch {
            throw PatchError(
                .conflict, "the binary patch of '\(new)' does not apply: \(error.message)", file: new)
        }
        for path in [names.old, names.new].compactMap({ $0 }) {
            let entry = try repository.entry(at: path, in: patched)
            try put(entry.map { File(bytes: try repository.blob($0.id), mode: $0.mode) }, at: path)
        }
    }

    /// The mode that a header names; nil for none.
    private func mode(_ text: String?, of path: String) throws(PatchError) -> FileMode? {
        switch text {
        case nil: return nil
        case "100644", "100664": return .file
        case "100755": return .executable
        case "120000": return .symbolicLink
        case let other?: throw PatchError(.forbidden, "'\(path)' can't get the mode \(other)", file: path)
        }
    }

    static func missing(_ path: String) -> PatchError {
        PatchError(.conflict, "the patch changes '\(path)', which does not exist", file: path)
    }
}
