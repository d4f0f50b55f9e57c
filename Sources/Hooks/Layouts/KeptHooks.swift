import Platform

/// The folder that keeps the hooks of others whose names we have taken, as they were: under their own names,
/// which some of them go by, and beside links to all else that they may look for in their folder.
struct KeptHooks {
    /// The folder that the hooks come from and go back to.
    let hooks: String
    let folder: String

    /// Stands in the folder when the one above it was made by us.
    private var note: String { folder + "/.made-hooks" }

    init(of places: HookPlaces) { (hooks, folder) = (places.usual, places.kept) }

    var isThere: Bool { Files.exists(folder) }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// Makes both folders.
    func create() throws(SystemError) {
        let isNew = !Files.exists(hooks)
        try Files.createDirectories(hooks)
        try Files.createDirectories(folder)
        if isNew { try Files.writeAtomically([], to: note, durable: false) }
    }

    /// Keeps a hook under its name, where it also stays until ours takes its place.
    ///
    /// One that was kept before goes out of its way: somebody has written a new one over ours since.
    func keep(_ name: String, _ entry: FolderEntry) throws(SystemError) {
        let (source, target) = ("\(hooks)/\(name)", path(name))
        let before = try FolderEntry(at: target)
        if before.isTheirs {
            if before == entry {
                // The mode may be another one.
                try Files.remove(target)
            } else {
                try Files.move(target, to: try free("\(target).earlier"))
            }
        } else if before != .nothing {
            try Files.removeTree(target)
        }
        if case .link(let text) = entry {
            try Files.makeSymbolicLink(at: target, to: text)
        } else {
            try Files.makeHardLink(at: target, to: source)
        }
    }

    /// Puts a kept hook back, in place of what has its name there.
    func restore(_ name: String, as newName: String? = nil) throws(SystemError) {
        try Files.move(path(name), to: "\(hooks)/\(newName ?? name)")
    }

    /// Makes the links to what stands in the folder of hooks: kept scripts look there by their own folder.
    ///
    /// - Returns: whether anything was to be done.
    func link() throws(SystemError) -> Bool {
        var wanted: Set<String> = []
        for name in try Files.list(hooks) where !name.hasSuffix(".sample") {
            if try !FolderEntry(at: "\(hooks)/\(name)").isOurs { wanted.insert(name) }
        }
        var hasChanged = false
        for name in try Files.list(folder) where try isLink(name) && !wanted.contains(name) {
            try Files.remove(path(name))
            hasChanged = true
        }
        for name in wanted where try FolderEntry(at: path(name)) == .nothing {
            try Files.makeSymbolicLink(at: path(name), to: Self.link(to: name))
            hasChanged = true
        }
        return hasChanged
    }

    /// Takes the links away.
    func dropLinks() throws(SystemError) {
        for name in try Files.list(folder) where try isLink(name) { try Files.remove(path(name)) }
    }

    private func isLink(_ name: String) throws(SystemError) -> Bool {
        try FolderEntry(at: path(name)) == .link(Self.link(to: name))
    }

    private static func link(to name: String) -> String { "../hooks/\(name)" }

    /// Takes the folder away when nothing of others is left in it, and the one above it when we have made it.
    ///
    /// - Returns: the names of what is left.
    func removeIfEmpty() throws(SystemError) -> [String] {
        guard isThere else { return [] }
        try dropLinks()
        let isNew = Files.exists(note)
        let left = try Files.list(folder).filter { $0 != ".made-hooks" }
        guard left.isEmpty else { return left }
        try Files.removeTree(folder)
        if isNew, try Files.list(hooks).isEmpty { try Files.remove(hooks) }
        return []
    }

    /// A name that nothing has yet.
    private func free(_ path: String) throws(SystemError) -> String {
        var number = 1
        while try FolderEntry(at: "\(path)-\(number)") != .nothing { number += 1 }
        return "\(path)-\(number)"
    }
}
