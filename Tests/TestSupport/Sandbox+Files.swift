import Platform

extension Sandbox {
    /// Writes a file of this text, and the folders above it that are missing.
    public func write(_ file: String, _ text: String) throws {
        let file = path(file)
        try Files.createDirectories(above: file)
        try Files.writeAtomically(Array(text.utf8), to: file, durable: false)
    }

    /// Writes scripts that can be run at once, each below a first line that names `sh`.
    ///
    /// A process of its own writes them: what this one has open for writing, a child of another test may hold for
    /// a moment, and then it can't be run (`ETXTBSY`, execve(2)).
    public func writePrograms(_ programs: [String: String], in folder: String) throws {
        for (name, text) in programs { try write("\(folder)/\(name).text", "#!/bin/sh\n\(text)\n") }
        try script(
            """
            for text in *.text; do
                [ -f "$text" ] || continue
                cat "$text" >"${text%.text}"; chmod +x "${text%.text}"; rm "$text"
            done
            """, in: folder)
    }

    /// The text of a file; what is not UTF-8 becomes U+FFFD.
    public func read(_ file: String) throws -> String {
        String(decoding: try Files.read(path(file)), as: UTF8.self)
    }

    /// All that is in a folder, by path from there, to compare that nothing changed: a file has its
    /// bytes, a folder (its path ends in `/`) none, a symbolic link its target behind `-> `.
    public func snapshot(of folder: String) throws -> [String: [UInt8]] {
        var entries: [String: [UInt8]] = [:]
        try addEntries(of: path(folder), below: "", to: &entries)
        return entries
    }

    private func addEntries(
        of folder: String, below prefix: String, to entries: inout [String: [UInt8]]
    ) throws {
        for name in try Files.list(folder) {
            let file = "\(folder)/\(name)"
            let status = try Files.status(of: file, followingLinks: false)
            if status.isDirectory {
                entries["\(prefix)\(name)/"] = []
                try addEntries(of: file, below: "\(prefix)\(name)/", to: &entries)
            } else if status.isSymbolicLink {
                entries[prefix + name] = Array("-> \(try Files.linkTarget(of: file))".utf8)
            } else if status.isRegular {
                entries[prefix + name] = try Files.read(file)
            }
        }
    }
}
