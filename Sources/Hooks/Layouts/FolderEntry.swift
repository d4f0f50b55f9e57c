import Platform

/// What has a name in a folder of hooks.
enum FolderEntry: Equatable {
    case nothing
    /// A script of ours, with its text and whether it is executable.
    case ours(text: [UInt8], isExecutable: Bool)
    /// A file of somebody else.
    case file([UInt8])
    /// A symbolic link of somebody else: what it says.
    case link(String)
    /// A folder or a special file, which Git takes for no hook.
    case other

    init(at path: String) throws(SystemError) {
        guard let status = try? Files.status(of: path, followingLinks: false) else {
            self = .nothing
            return
        }
        if status.isSymbolicLink {
            self = .link(try Files.linkTarget(of: path))
        } else if status.isRegular {
            let text = try Files.read(path)
            self =
                HookScript.isOurs(text)
                ? .ours(text: text, isExecutable: status.mode & 0o111 != 0) : .file(text)
        } else {
            self = .other
        }
    }

    var isOurs: Bool { if case .ours = self { true } else { false } }

    /// Whether it is what Git would run, or would run were it executable, of somebody else.
    var isTheirs: Bool {
        switch self {
        case .file, .link: true
        case .nothing, .ours, .other: false
        }
    }
}
