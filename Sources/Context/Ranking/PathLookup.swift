/// Finds files by what people call them: a path, the end of one, a name, a module.
struct PathLookup {
    private var byName: [String: [Int]] = [:]
    private let files: [TreeFile]

    init(_ files: [TreeFile]) {
        self.files = files
        for (index, file) in files.enumerated() {
            byName[Self.name(of: file.path).lowercased(), default: []].append(index)
        }
    }

    /// Files that end as `path` does, as far as possible, with how sure that is, up to 1.
    func files(endingAs path: String) -> [(file: Int, certainty: Double)] {
        let wanted = path.split(separator: "/").filter { $0 != "." && $0 != ".." }
        guard let name = wanted.last, let candidates = byName[name.lowercased()] else { return [] }
        var depth = 0
        var best: [Int] = []
        for candidate in candidates {
            let parts = files[candidate].path.split(separator: "/")
            let common = zip(parts.reversed(), wanted.reversed()).prefix { $0 == $1 }.count
            // All of it, from the root: nothing else is meant.
            if common == parts.count, common == wanted.count { return [(candidate, 1)] }
            if common > depth { (depth, best) = (common, []) }
            if common == depth { best.append(candidate) }
        }
        if depth == 0 { best = candidates }
        let certainty = depth >= 2 || depth == wanted.count && best.count == 1 ? 0.9 : 0.6
        guard best.count <= Self.mostCandidates else { return [] }
        return best.map { ($0, certainty / Double(best.count)) }
    }

    /// Files that are the module `parts`, or that one's beginning: `click.core.Option` is in `click/core.py`.
    func files(ofModule parts: [String]) -> [(file: Int, certainty: Double)] {
        for end in stride(from: parts.count, through: 1, by: -1) {
            let found = modules(Array(parts[..<end]))
            guard !found.isEmpty, found.count <= 4 else { continue }
            let certainty = end >= 2 ? 0.8 : 0.4
            return found.map { ($0, certainty / Double(found.count)) }
        }
        return []
    }

    private func modules(_ parts: [String]) -> [Int] {
        guard let last = parts.last else { return [] }
        let folders = parts.dropLast()
        var found: [Int] = []
        for ending in Self.moduleEndings {
            for file in byName[last.lowercased() + ending] ?? [] where contains(file, folders, above: 1) {
                found.append(file)
            }
        }
        if found.isEmpty, parts.count > 1 {
            for name in Self.folderModules {
                for file in byName[name] ?? [] where contains(file, parts[...], above: 1) {
                    found.append(file)
                }
            }
        }
        return found
    }

    /// Whether the folders right above the name are these.
    private func contains(_ file: Int, _ folders: ArraySlice<String>, above count: Int) -> Bool {
        let parts = files[file].path.split(separator: "/").dropLast(count)
        guard parts.count >= folders.count else { return false }
        return zip(parts.reversed(), folders.reversed()).allSatisfy { $0 == $1 }
    }

    private static func name(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }

    /// A name that so many files have says nothing.
    private static let mostCandidates = 12
    private static let moduleEndings = [
        ".py", ".rs", ".go", ".ts", ".tsx", ".js", ".jsx", ".kt", ".java", ".rb", ".swift", ".cs", ".php",
        ".scala",
        ".ex", ".c", ".cc", ".cpp", ".h", ".hpp",
    ]
    private static let folderModules = ["__init__.py", "mod.rs", "lib.rs", "index.ts", "index.js"]
}
