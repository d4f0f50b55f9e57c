import Platform

/// The lines at the end of a repository's configuration that include a file of ours.
///
/// They hold only while the repository lies where it is: where it is moved or copied to, Git falls back to what
/// the configuration says without us, and no hook of others is lost.
struct IncludeBlock: Equatable {
    private static let note = "# git-autowrk hooks"
    /// Stands in the note when the file did not end with a line feed.
    private static let joined = ", on a line of its own"
    private static let path = "autowrk/hooks.config"

    let places: HookPlaces

    /// The lines: for the repository itself, and for its linked worktrees.
    private func lines(note: String) -> String {
        let pattern = Self.escaped(places.common)
        return [pattern, pattern + "/worktrees/"].map {
            "[includeIf \"gitdir:\($0)\"] \(note)\n\tpath = \(Self.path)\n"
        }.joined()
    }

    /// Appends the lines, unless they are there.
    ///
    /// - Returns: whether anything was written.
    func add() throws(HookError) -> Bool {
        try change { bytes in
            let rest = Self.without(bytes)
            let text =
                rest.isEmpty || rest.last == 0x0A
                ? lines(note: Self.note) : "\n" + lines(note: Self.note + Self.joined)
            let new = rest + Array(text.utf8)
            return new == bytes ? nil : new
        }
    }

    /// Takes the lines out, also those that were written where the repository lay before.
    ///
    /// - Returns: whether there were any.
    func remove() throws(HookError) -> Bool {
        try change { bytes in
            let rest = Self.without(bytes)
            return rest == bytes ? nil : rest
        }
    }

    /// Whether lines of ours are there, for this place or another.
    func isThere() -> Bool {
        guard let bytes = try? Files.read(places.configuration) else { return false }
        return Self.without(bytes) != bytes
    }

    private func change(_ body: ([UInt8]) -> [UInt8]?) throws(HookError) -> Bool {
        do {
            return try Files.replaceUnderLock(places.configuration, body)
        } catch {
            if error.isExisting { throw .configurationLocked(path: places.configuration) }
            throw .system(error)
        }
    }

    /// A configuration's bytes without the lines of ours. What others have added below them stays.
    private static func without(_ bytes: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        var isOurs = false
        var lacksLineFeed = false
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            let text = String(decoding: line, as: UTF8.self)
            if text.hasPrefix("[includeIf \"gitdir:"), text.contains("\"] \(note)") {
                isOurs = true
                // The line feed before it is ours, too.
                if text.hasSuffix(note + joined), kept.last == 0x0A {
                    kept.removeLast()
                    lacksLineFeed = true
                }
                continue
            }
            if isOurs, text == "\tpath = \(path)" { continue }
            isOurs = false
            if lacksLineFeed, !line.isEmpty {
                kept.append(0x0A)
                lacksLineFeed = false
            }
            kept += line
            kept.append(0x0A)
        }
        // Every line got a line feed; the last one has none of its own.
        kept.removeLast()
        return kept
    }

    /// A path as a pattern that matches nothing else, in quotes of the configuration's syntax.
    private static func escaped(_ path: String) -> String {
        var text = ""
        for character in path.unicodeScalars {
            switch character {
            // Once for the pattern, once for the syntax.
            case "*", "?", "[": text += "\\\\"
            case "\\": text += "\\\\\\"
            case "\"": text += "\\"
            default: break
            }
            text.unicodeScalars.append(character)
        }
        return text
    }
}
