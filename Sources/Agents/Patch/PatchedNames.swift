import Git

/// The paths in a tree that a part of a patch is about; nil where there is no file before or after it.
struct PatchedNames {
    var old: String?
    var new: String?
}

extension PatchedTree {
    /// The paths, without the prefixes of the header.
    ///
    /// Prefixes that Git writes are known. Without Git the header may have anything in front; then the paths
    /// are those that the tree has.
    func names(of patch: FilePatch, in repository: borrowing Repository) throws -> PatchedNames {
        var names = PatchedNames()
        if let (from, to) = patch.rename ?? patch.copy {
            names = PatchedNames(old: from, new: to)
        } else if patch.isGit, hasPrefixes(patch) {
            names.old = patch.isNew ? nil : (patch.oldName ?? patch.newName).map(PatchName.withoutPrefix)
            names.new = patch.isDeleted ? nil : (patch.newName ?? patch.oldName).map(PatchName.withoutPrefix)
            if patch.oldName == nil, !patch.hunks.isEmpty { names.old = nil }
            if patch.newName == nil, !patch.hunks.isEmpty { names.new = nil }
        } else {
            names = try plainNames(of: patch, in: repository)
        }
        for path in [names.old, names.new].compactMap({ $0 }) { try PatchPath.check(path) }
        return names
    }

    /// `a/` and `b/`, or the letters of diff.mnemonicPrefix; with --no-prefix both names are the same.
    private func hasPrefixes(_ patch: FilePatch) -> Bool {
        let letters: Set<Substring> = ["a", "b", "c", "i", "o", "w", "1", "2"]
        let names = [patch.oldName, patch.newName].compactMap { $0 }
        let prefixes = names.map { $0.prefix { $0 != "/" } }
        return zip(names, prefixes).allSatisfy { $0.contains("/") && letters.contains($1) }
            && (prefixes.count < 2 || prefixes[0] != prefixes[1])
    }

    private func plainNames(of patch: FilePatch, in repository: borrowing Repository) throws -> PatchedNames {
        let isNew = patch.isNew || patch.oldName == nil
        let isDeleted = patch.isDeleted || patch.newName == nil
        if !isNew {
            // The new name first, as `old/file` and `file.orig` stand for copies.
            for name in [patch.newName, patch.oldName].compactMap({ $0 }) {
                for path in Self.candidates(name) where (try? file(path, in: repository)) != nil {
                    return PatchedNames(old: path, new: isDeleted ? nil : path)
                }
            }
        }
        guard let name = patch.newName ?? patch.oldName else { return PatchedNames() }
        let isPrefixed = name.hasPrefix("a/") || name.hasPrefix("b/")
        let path = isPrefixed ? PatchName.withoutPrefix(name) : name
        // `diff -u` names both sides of a new file; its only hunk begins at line 0.
        let addsAll = patch.hunks.count == 1 && patch.hunks[0].oldStart == 0 && patch.hunks[0].old.isEmpty
        return PatchedNames(old: isNew || addsAll ? nil : path, new: isDeleted ? nil : path)
    }

    /// A name, and the same without its first part.
    private static func candidates(_ name: String) -> [String] {
        var plain = name
        while plain.hasPrefix("./") { plain.removeFirst(2) }
        let stripped = PatchName.withoutPrefix(plain)
        // `a/x` is far more often a prefix than a folder called `a`.
        let isPrefixed = plain.hasPrefix("a/") || plain.hasPrefix("b/")
        let all = isPrefixed ? [stripped, plain] : [plain, stripped]
        return all.filter { path in (try? PatchPath.check(path)) != nil }
    }
}
