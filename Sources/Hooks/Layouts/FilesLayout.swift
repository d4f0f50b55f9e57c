import Platform

/// Our scripts as files in the usual folder of hooks.
struct FilesLayout {
    let places: HookPlaces
    private let kept: KeptHooks

    /// How other tools call a hook that they find in their way: pre-commit (and runs it), Lefthook.
    private static let renamings = [".legacy", ".old"]

    init(_ places: HookPlaces) { (self.places, kept) = (places, KeptHooks(of: places)) }

    private func path(_ name: String) -> String { "\(places.usual)/\(name)" }

    /// Whether anything of it is there.
    func isThere() -> Bool {
        if kept.isThere { return true }
        return HookScript.names.contains { ((try? FolderEntry(at: path($0))) ?? .nothing).isOurs }
    }

    /// Writes what is missing or old.
    ///
    /// - Returns: whether anything was written.
    func install(program: String) throws(SystemError) -> Bool {
        var hasChanged = false
        if !Files.exists(places.usual) { try kept.create() }
        for (name, text) in HookScript.all(for: program) {
            for suffix in Self.renamings where try FolderEntry(at: path(name + suffix)).isOurs {
                try Files.remove(path(name + suffix))
                hasChanged = true
            }
            let entry = try FolderEntry(at: path(name))
            if entry == .ours(text: text, isExecutable: true) { continue }
            hasChanged = true
            if entry.isTheirs {
                try kept.create()
                try kept.keep(name, entry)
            } else if entry == .other {
                // Git can't run a folder, and neither can we put a script there.
                continue
            }
            try Files.writeAtomically(text, to: path(name), durable: false, permissions: 0o777)
        }
        if kept.isThere, try kept.link() { hasChanged = true }
        return hasChanged
    }

    /// Takes our scripts out and puts back what stood in their place.
    ///
    /// - Returns: what could not be put back as it was, in words.
    func uninstall() throws(SystemError) -> [String] {
        var remarks: [String] = []
        if kept.isThere { try kept.dropLinks() }
        for name in HookScript.names {
            let (entry, keptEntry) = (try FolderEntry(at: path(name)), try FolderEntry(at: kept.path(name)))
            var renamed: String?
            for suffix in Self.renamings where try FolderEntry(at: path(name + suffix)).isOurs {
                renamed = suffix
            }
            if keptEntry.isTheirs {
                if entry.isOurs || entry == .nothing {
                    if entry == .nothing { remarks.append(Self.removedRemark(name)) }
                    try kept.restore(name)
                } else if keptEntry == entry {
                    try Files.remove(kept.path(name))
                } else {
                    // What another tool has moved away was ours; what it would have moved without us is this.
                    let target = name + (renamed ?? ".before-autowrk")
                    try kept.restore(name, as: target)
                    remarks.append(
                        "hook '\(name)' was replaced by another one; what was there before us is '\(target)'")
                    continue
                }
            } else if entry.isOurs {
                try Files.remove(path(name))
            }
            if let renamed { try Files.remove(path(name + renamed)) }
        }
        let left = try kept.removeIfEmpty()
        if !left.isEmpty {
            remarks.append("hooks that were replaced meanwhile stay in '\(kept.folder)'")
        }
        return remarks
    }

    private static func removedRemark(_ name: String) -> String {
        "our hook '\(name)' had been removed; the one that was there before us is back"
    }

    /// What is wrong with it.
    func problems(program: String) throws(SystemError) -> [HookProblem] {
        var (missing, replaced, isOld): ([String], [String], Bool) = ([], [], false)
        for (name, text) in HookScript.all(for: program) {
            switch try FolderEntry(at: path(name)) {
            case .nothing, .other: missing.append(name)
            case .file, .link: replaced.append(name)
            case .ours(let found, let isExecutable):
                if !isExecutable { missing.append(name) } else if found != text { isOld = true }
            }
        }
        return (missing.isEmpty ? [] : [.missing(missing)]) + (replaced.isEmpty ? [] : [.replaced(replaced)])
            + (isOld ? [.outdated] : [])
    }

    /// The hooks of others that run before ours.
    func joined() -> [String] {
        HookScript.names.filter { ((try? FolderEntry(at: kept.path($0))) ?? .nothing).isTheirs }
    }
}
