import HookScripts
import Platform

/// Our scripts in a folder of ours, to which a file that the configuration includes leads.
struct OwnFolder {
    let places: HookPlaces
    let layout: HookLayout

    /// Hooks of others that run in front of which nothing of ours is: those of a client, whether or not they
    /// are there already, because a pull can bring them. All else only where it is there: what Git does
    /// differs by whether there is such a hook, or it is asked for very often.
    private static let forwarded = [
        "applypatch-msg", "pre-applypatch", "post-applypatch", "pre-commit", "pre-merge-commit", "pre-rebase",
        "pre-auto-gc",
    ]

    init(_ places: HookPlaces, _ layout: HookLayout) { (self.places, self.layout) = (places, layout) }

    /// Writes what is missing or old.
    ///
    /// - Parameters:
    ///   - program: the absolute path of the program.
    ///   - former: the folder that Git would take hooks from without us, for a detour, and the files of the
    ///     configuration, any of which may name another one some day.
    ///   - folder: where a relative one starts.
    /// - Returns: whether anything was written.
    func install(
        program: String, former: Former?, from folder: String
    ) throws(HookError) -> Bool {
        // Lines of the configuration could not name it.
        if places.common.contains("\n") { throw .unnameable(path: places.common) }
        var hasChanged = false
        do throws(SystemError) {
            try Files.createDirectories(places.own)
            let wanted = files(program: program, former: former, from: folder)
            for name in try Files.list(places.own) where wanted[name] == nil {
                try Files.removeTree("\(places.own)/\(name)")
                hasChanged = true
            }
            for (name, file) in wanted.sorted(by: { $0.key < $1.key }) {
                if try write(file, "\(places.own)/\(name)") { hasChanged = true }
            }
            if try write((Array(includedText.utf8), false), places.included) { hasChanged = true }
        } catch { throw .system(error) }
        // Last, because with it all of this begins to count.
        if try IncludeBlock(places: places).add() { hasChanged = true }
        return hasChanged
    }

    /// Where hooks came from before.
    struct Former {
        let folder: String
        let configurations: [String]
    }

    private typealias File = (text: [UInt8], isExecutable: Bool)

    private func files(program: String, former: Former?, from folder: String) -> [String: File] {
        var files: [String: File] = [:]
        if let former {
            let path = former.folder.hasPrefix("/") ? former.folder : "\(folder)/\(former.folder)"
            let hooks = ((try? Files.list(path)) ?? []).filter { HookNames.all.contains($0) }
            for name in Self.forwarded + hooks { files[name] = (HookScripts.forward, true) }
            files["theirs"] = (HookScripts.theirs, false)
            let lines = [former.folder] + former.configurations
            files["former"] = (Array(lines.map { $0 + "\n" }.joined().utf8), false)
        }
        for (name, text) in HookScript.all(for: program) { files[name] = (text, true) }
        return files
    }

    private func write(_ file: File, _ path: String) throws(SystemError) -> Bool {
        if let status = try? Files.status(of: path, followingLinks: false), status.isRegular,
            status.mode & 0o100 != 0 || !file.isExecutable, (try? Files.read(path)) == file.text
        {
            return false
        }
        try Files.writeAtomically(
            file.text, to: path, durable: false, permissions: file.isExecutable ? 0o777 : 0o666)
        return true
    }

    /// The file that the configuration includes.
    private var includedText: String {
        let head =
            "# Written by 'git autowrk init', and included at the end of the repository's configuration.\n"
        if layout == .detour { return head + "[core]\n\thooksPath = \(Self.quoted(places.own))\n" }
        return head
            + HookScript.names.map { name in
                // A shell runs it and puts the hook's arguments behind it. A script that is gone stops nothing.
                let script = "'\("\(places.own)/\(name)".replacing("'", with: "'\\''"))'"
                let command = Self.quoted("[ ! -x \(script) ] || exec \(script)")
                return "[hook \"autowrk-\(name)\"]\n\tevent = \(name)\n\tcommand = \(command)\n"
            }.joined()
    }

    /// A value in quotes of the configuration's syntax.
    private static func quoted(_ text: String) -> String {
        "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }

    /// Takes everything out.
    ///
    /// - Returns: whether there was anything.
    static func uninstall(_ places: HookPlaces) throws(HookError) -> Bool {
        var hasChanged = try IncludeBlock(places: places).remove()
        do throws(SystemError) {
            for path in [places.included, places.own] where Files.exists(path) {
                try Files.removeTree(path)
                hasChanged = true
            }
        } catch { throw .system(error) }
        return hasChanged
    }

    /// Which layout stands there; nil for none.
    static func layout(at places: HookPlaces) -> HookLayout? {
        guard IncludeBlock(places: places).isThere() || Files.exists(places.own) else { return nil }
        return Files.exists("\(places.own)/former") ? .detour : .configuration
    }

    /// What is wrong with the files.
    func problems(program: String) throws(SystemError) -> [HookProblem] {
        var (missing, isOld): ([String], Bool) = ([], false)
        for (name, text) in HookScript.all(for: program) {
            switch try FolderEntry(at: "\(places.own)/\(name)") {
            case .ours(let found, true): if found != text { isOld = true }
            default: missing.append(name)
            }
        }
        if layout == .detour {
            for (name, text) in [("theirs", HookScripts.theirs)]
                + Self.forwarded.map({ ($0, HookScripts.forward) })
            where (try? Files.read("\(places.own)/\(name)")) != text {
                missing.append(name)
            }
        }
        if (try? Files.read(places.included)) != Array(includedText.utf8) { isOld = true }
        return (missing.isEmpty ? [] : [.missing(missing)]) + (isOld ? [.outdated] : [])
    }
}
