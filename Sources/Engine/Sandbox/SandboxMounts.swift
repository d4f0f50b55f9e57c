import Platform

/// The arguments of `bwrap` that make a sandbox's file system, in the order in which they are obeyed.
///
/// Paths are those that links lead to, as `bwrap` does not follow the links of the new file system.
struct SandboxMounts {
    private(set) var arguments: [String] = []
    /// Folders that are new and empty.
    private var emptied: [String] = []
    private var links: [String] = []
    private let environment: [String: String]
    /// As the variable says, and what it leads to; nil where it is no folder of a user.
    private let home: (name: String, real: String)?

    /// More mounts of a home folder would take longer than many a command.
    private static let mostFolders = 200

    init(_ environment: [String: String]) {
        self.environment = environment
        if let name = environment["HOME"], name.hasPrefix("/"), let real = try? Files.realPath(name),
            real != "/"
        {
            home = (name, real)
        } else {
            home = nil
        }
    }

    /// The path that a rule's stands for; nil where a variable is not set.
    func expand(_ path: String) -> String? {
        let rest = path.drop { $0 != "/" }
        if path.hasPrefix("~") { return home.map { $0.real + rest } }
        guard path.hasPrefix("$") else { return path.hasPrefix("/") ? inRealHome(path) : nil }
        guard let value = environment[String(path.dropFirst().prefix { $0 != "/" })], value.hasPrefix("/")
        else {
            return nil
        }
        return inRealHome(value) + rest
    }

    private func inRealHome(_ path: String) -> String {
        guard let home, home.name != home.real, path == home.name || path.hasPrefix(home.name + "/") else {
            return path
        }
        return home.real + path.dropFirst(home.name.count)
    }

    /// A folder that begins empty and can be written.
    mutating func empty(_ path: String) {
        guard let path = expand(path), let real = try? Files.realPath(path), real != "/",
            (try? Files.status(of: real).isDirectory) ?? false, !emptied.contains(real)
        else { return }
        arguments += ["--tmpfs", real]
        emptied.append(real)
    }

    /// The home folder with its own folders that are neither settings nor hidden.
    mutating func emptyHome(except hidden: [String]) {
        guard let home else { return }
        emptied.removeAll { $0 == home.real }
        empty(home.real)
        link(home.name, to: home.real)
        let hidden = Set(hidden.compactMap { expand($0) })
        let folders = ((try? Files.list(home.real)) ?? []).sorted().filter { !$0.hasPrefix(".") }
            .map { "\(home.real)/\($0)" }
            .filter { !hidden.contains($0) && ((try? Files.status(of: $0).isDirectory) ?? false) }
        for folder in folders.prefix(Self.mostFolders) { show(folder) }
    }

    /// Something that can be read again where its place was emptied, and with `always` wherever it is.
    mutating func show(_ path: String, always: Bool = false) {
        guard let path = expand(path), let real = try? Files.realPath(path), !isAboveHome(real) else {
            return
        }
        if always || Self.isBelow(real, emptied) { arguments += ["--ro-bind", real, real] }
        link(path, to: real)
    }

    /// Something that can't be read: a folder is empty, a file as `/dev/null` is.
    mutating func hide(_ path: String) {
        guard let path = expand(path), let real = try? Files.realPath(path), !isAboveHome(real),
            let status = try? Files.status(of: real)
        else { return }
        arguments += status.isDirectory ? ["--tmpfs", real] : ["--dev-bind", "/dev/null", real]
    }

    /// Something that can be read and written.
    mutating func open(_ path: String) {
        guard let path = expand(path), let real = try? Files.realPath(path), !isAboveHome(real) else {
            return
        }
        arguments += ["--bind", real, real]
        link(path, to: real)
    }

    /// A link where there was one, if its folder was emptied. Not the same folder a second time: what is covered in
    /// the one would be seen in the other.
    private mutating func link(_ path: String, to real: String) {
        guard real != path, Self.isBelow(path, emptied), !Self.isBelow(path, links),
            !links.contains(where: { $0.hasPrefix(path + "/") })
        else { return }
        arguments += ["--symlink", real, path]
        links.append(path)
    }

    /// Whether showing it would show all of the home folder: a repository of settings may have that as its
    /// working directory.
    private func isAboveHome(_ real: String) -> Bool {
        guard let home else { return real == "/" }
        return real == "/" || home.real == real || home.real.hasPrefix(real + "/")
    }

    private static func isBelow(_ path: String, _ folders: [String]) -> Bool {
        folders.contains { path == $0 || path.hasPrefix($0 + "/") }
    }
}
