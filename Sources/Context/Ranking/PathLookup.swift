/// Finds files by what people call them: a path, the end of one, a name, a module.
///
/// An issue may have hundreds of them, and a tree thousands of files of one name: each name's folders are looked at
/// once, each reference costs what its own length does.
struct PathLookup {
    /// A file that may be meant, with how sure that is, up to 1.
    typealias Match = (file: Int, certainty: Double)

    private let files: [TreeFile]
    /// Names as files have them, by their small letters.
    private var spellings: [String: [Substring]] = [:]
    private var byName: [Substring: [Int]] = [:]
    private var folders: [Substring: FolderIndex] = [:]
    private var known: [String: [Match]] = [:]

    init(_ files: [TreeFile]) {
        self.files = files
        for (index, file) in files.enumerated() {
            byName[Self.name(of: file.path), default: []].append(index)
        }
        for name in byName.keys { spellings[name.lowercased(), default: []].append(name) }
    }

    /// Files that end as `path` does, as far as possible.
    mutating func files(endingAs path: String) -> [Match] {
        if let known = known[path] { return known }
        let found = find(path)
        known[path] = found
        return found
    }

    private mutating func find(_ path: String) -> [Match] {
        let wanted = path.split(separator: "/").filter { $0 != "." && $0 != ".." }
        guard let name = wanted.last else { return [] }
        guard byName[name] != nil else {
            // Written otherwise.
            let others = (spellings[name.lowercased()] ?? []).flatMap { byName[$0] ?? [] }
            return Self.share(0.6, others.sorted())
        }
        let above = wanted.dropLast()
        for start in above.startIndex...above.endIndex {
            let found = files(named: name, in: above[start...])
            guard !found.isEmpty else { continue }
            if start == above.startIndex {
                // All of it, from the root: nothing else is meant.
                let whole = wanted.joined(separator: "/")
                if let file = found.first(where: { files[$0].path == whole }) { return [(file, 1)] }
            }
            let depth = above.endIndex - start + 1
            let isSure = depth >= 2 || depth == wanted.count && found.count == 1
            return Self.share(isSure ? 0.9 : 0.6, found)
        }
        return []
    }

    /// Files that are the module `parts`, or that one's beginning: `click.core.Option` is in `click/core.py`.
    mutating func files(ofModule parts: [String]) -> [Match] {
        for end in stride(from: parts.count, through: 1, by: -1) {
            let found = modules(parts[..<end])
            guard !found.isEmpty, found.count <= 4 else { continue }
            let certainty = end >= 2 ? 0.8 : 0.4
            return found.map { ($0, certainty / Double(found.count)) }
        }
        return []
    }

    private mutating func modules(_ parts: ArraySlice<String>) -> [Int] {
        guard let last = parts.last?.lowercased() else { return [] }
        let folders = parts.dropLast().map { $0[...] }
        var found: [Int] = []
        for ending in Self.moduleEndings { found += files(spelled: last + ending, in: folders[...]) }
        if found.isEmpty, parts.count > 1 {
            let folders = parts.map { $0[...] }
            for name in Self.folderModules { found += files(spelled: name, in: folders[...]) }
        }
        return found
    }

    /// Files of a name, in small letters, right below these folders.
    private mutating func files(spelled name: String, in folders: ArraySlice<Substring>) -> [Int] {
        guard let names = spellings[name] else { return [] }
        var found: [Int] = []
        for name in names { found += files(named: name, in: folders) }
        return names.count > 1 ? found.sorted() : found
    }

    /// Files of a name right below these folders.
    private mutating func files(named name: Substring, in wanted: ArraySlice<Substring>) -> [Int] {
        guard let all = byName[name] else { return [] }
        if wanted.isEmpty { return all }
        if folders[name] == nil { folders[name] = FolderIndex(all, in: files) }
        return folders[name]?.files(in: wanted) ?? []
    }

    /// One certainty for several files. A name that too many have says nothing.
    private static func share(_ certainty: Double, _ found: [Int]) -> [Match] {
        guard found.count <= mostCandidates else { return [] }
        return found.map { ($0, certainty / Double(found.count)) }
    }

    private static func name(of path: String) -> Substring {
        path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    }

    private static let mostCandidates = 12
    private static let moduleEndings = [
        ".py", ".rs", ".go", ".ts", ".tsx", ".js", ".jsx", ".kt", ".java", ".rb", ".swift", ".cs", ".php",
        ".scala",
        ".ex", ".c", ".cc", ".cpp", ".h", ".hpp",
    ]
    private static let folderModules = ["__init__.py", "mod.rs", "lib.rs", "index.ts", "index.js"]
}

/// Files of one name by the folders that they are in: `a/b` has its file as `b` and as `a/b`.
private struct FolderIndex {
    private var byEnd: [Substring: [Int]] = [:]

    init(_ candidates: [Int], in files: [TreeFile]) {
        for file in candidates {
            let path = files[file].path
            guard let end = path.lastIndex(of: "/") else { continue }
            let folder = path[..<end]
            var start = end
            while let slash = folder[..<start].lastIndex(of: "/") {
                byEnd[folder[folder.index(after: slash)...], default: []].append(file)
                start = slash
            }
            byEnd[folder, default: []].append(file)
        }
    }

    func files(in folders: ArraySlice<Substring>) -> [Int] {
        byEnd[folders.joined(separator: "/")[...]] ?? []
    }
}
