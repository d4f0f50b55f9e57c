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
            if try isSame(before, Self.lowered(entry)) {
                // The mode may be another one.
                try Files.remove(target)
            } else {
                try Files.move(target, to: try free("\(target).earlier"))
            }
        } else if before != .nothing {
            try Files.removeTree(target)
        }
        if case .link(let text) = entry {
            try Files.makeSymbolicLink(at: target, to: Self.lowered(text))
        } else {
            try Files.makeHardLink(at: target, to: source)
        }
    }

    /// Puts a kept hook back, in place of what has its name there.
    func restore(_ name: String, as newName: String? = nil) throws(SystemError) {
        let target = "\(hooks)/\(newName ?? name)"
        guard case .link(let text) = try FolderEntry(at: path(name)) else {
            return try Files.move(path(name), to: target)
        }
        let temporary = path(".\(name).link")
        try? Files.remove(temporary)
        try Files.makeSymbolicLink(at: temporary, to: Self.raised(text))
        try Files.move(temporary, to: target)
        try Files.remove(path(name))
    }

    /// Makes the links to what stands in the folder of hooks: kept scripts look there by their own folder.
    func link(beside names: [String]) throws(SystemError) {
        try dropLinks()
        for name in try Files.list(hooks) {
            let isOwn = name == "autowrk.d" || name.hasSuffix(".sample")
            guard !isOwn, try !FolderEntry(at: "\(hooks)/\(name)").isOurs else { continue }
            if try FolderEntry(at: path(name)) == .nothing {
                try Files.makeSymbolicLink(at: path(name), to: "../\(name)")
            }
        }
    }

    /// Takes the links away.
    func dropLinks() throws(SystemError) {
        for name in try Files.list(folder) {
            if try FolderEntry(at: path(name)) == .link("../\(name)") { try Files.remove(path(name)) }
        }
    }

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

    /// Whether a kept hook is what an entry of the folder of hooks would be kept as.
    func isSame(_ kept: FolderEntry, _ entry: FolderEntry) throws(SystemError) -> Bool { kept == entry }

    /// How an entry is kept.
    static func lowered(_ entry: FolderEntry) -> FolderEntry {
        if case .link(let text) = entry { .link(lowered(text)) } else { entry }
    }

    /// A relative link leads to the same place from one folder further down.
    private static func lowered(_ link: String) -> String { link.hasPrefix("/") ? link : "../" + link }

    private static func raised(_ link: String) -> String {
        link.hasPrefix("../") ? String(link.dropFirst(3)) : link
    }

    /// A name that nothing has yet.
    private func free(_ path: String) throws(SystemError) -> String {
        for number in 1... {
            let candidate = "\(path)-\(number)"
            if try FolderEntry(at: candidate) == .nothing { return candidate }
        }
        return path
    }
}
