import Engine
import Git
import JSON
import Patterns

/// Looks at a tree in the object database, folder by folder as it is asked for.
struct TreeView {
    private let root: ObjectID
    private var folders: [String: [TreeEntry]] = [:]
    private var contents: [String: [UInt8]?] = [:]
    private var documents: [String: JSON?] = [:]

    /// Of files that a sign looks into.
    private static let mostFiles = 60
    /// In bytes; a file of settings has far fewer.
    private static let largestFile = 512 << 10
    /// Folders that `**` looks into.
    private static let mostFolders = 400

    init(_ root: ObjectID) { self.root = root }

    /// The entries of a folder; none where there is none.
    mutating func entries(_ folder: String, _ repository: borrowing Repository) -> [TreeEntry] {
        if let known = folders[folder] { return known }
        let found: [TreeEntry]
        if folder.isEmpty {
            found = (try? repository.tree(root)) ?? []
        } else {
            let (above, name) = Self.split(folder)
            let entry = entries(above, repository).first { $0.name == name && $0.mode == .tree }
            found = entry.flatMap { try? repository.tree($0.id) } ?? []
        }
        folders[folder] = found
        return found
    }

    /// What stands at a path.
    mutating func entry(_ path: String, _ repository: borrowing Repository) -> TreeEntry? {
        let (folder, name) = Self.split(path)
        return entries(folder, repository).first { $0.name == name }
    }

    /// The folders in a folder, without those that hold what others have made.
    mutating func subfolders(_ folder: String, _ repository: borrowing Repository) -> [String] {
        entries(folder, repository).filter {
            $0.mode == .tree && !Self.foreign.contains($0.name) && $0.name.first != "."
        }
        .map { Self.join(folder, $0.name) }
    }

    private static let foreign: Set<String> = [
        "node_modules", "vendor", "third_party", "target", "build", "dist", "testdata", "fixtures",
        "Fixtures",
        "examples", "docs",
    ]

    /// The text of a file; nil when there is none, or one that is too large.
    mutating func content(_ path: String, _ repository: borrowing Repository) -> [UInt8]? {
        if let known = contents[path] { return known }
        var content: [UInt8]?
        if let entry = entry(path, repository), entry.mode == .file || entry.mode == .executable {
            content = (try? repository.blob(entry.id)).flatMap { $0.count <= Self.largestFile ? $0 : nil }
        }
        contents[path] = .some(content)
        return content
    }

    /// Why something that stands at a path has no text; nil where nothing does.
    mutating func fault(of path: String, _ repository: borrowing Repository) -> String? {
        guard let entry = entry(path, repository) else { return nil }
        switch entry.mode {
        case .file, .executable:
            guard let count = (try? repository.blob(entry.id))?.count else {
                return "its text is not in this repository"
            }
            return "it has \(count) bytes: at most \(Self.largestFile) are read"
        case .symbolicLink: return "it is a symbolic link, which is not followed"
        default: return "it is no file"
        }
    }

    /// A file's value as JSON; nil when there is none.
    mutating func document(_ path: String, _ repository: borrowing Repository) -> JSON? {
        if let known = documents[path] { return known }
        let document = content(path, repository).flatMap { try? JSON(parsing: $0) }
        documents[path] = .some(document)
        return document
    }

    /// The files whose paths match a pattern, from a folder.
    mutating func files(
        _ pattern: String, in folder: String, _ repository: borrowing Repository
    ) -> [String] {
        var budget = Self.mostFolders
        return files(pattern.split(separator: "/").map { String($0) }[...], in: folder, &budget, repository)
    }

    private mutating func files(
        _ parts: ArraySlice<String>, in folder: String, _ budget: inout Int,
        _ repository: borrowing Repository
    ) -> [String] {
        guard let part = parts.first, budget > 0 else { return [] }
        let rest = parts.dropFirst()
        if part == "**" {
            budget -= 1
            var found = files(rest, in: folder, &budget, repository)
            for subfolder in subfolders(folder, repository) {
                found += files(parts, in: subfolder, &budget, repository)
            }
            return found
        }
        let isPlain = !part.contains { "*?[\\".contains($0) }
        let glob = isPlain ? nil : GlobPattern(part)
        let names = entries(folder, repository).filter { glob?.matches($0.name) ?? ($0.name == part) }
        if rest.isEmpty { return names.filter { $0.mode != .tree }.map { Self.join(folder, $0.name) } }
        var found: [String] = []
        for name in names where name.mode == .tree {
            found += files(rest, in: Self.join(folder, name.name), &budget, repository)
        }
        return found
    }

    /// Whether a sign is there.
    mutating func shows(_ sign: Sign, in folder: String, _ repository: borrowing Repository) -> Bool {
        let folder = sign.isAtTop ? "" : folder
        let paths = files(sign.file, in: folder, repository).prefix(Self.mostFiles)
        guard sign.contains != nil || sign.member != nil else { return !paths.isEmpty }
        // A table's patterns compile; tests have seen to it.
        let pattern = sign.contains.flatMap { try? Pattern($0, options: .multiline) }
        for path in paths {
            if let member = sign.member {
                guard let value = value(at: member, in: path, repository) else { continue }
                guard let pattern else { return true }
                if (try? pattern.matches(value)) ?? false { return true }
            } else if let pattern, let content = content(path, repository) {
                if (try? pattern.matches(content)) ?? false { return true }
            }
        }
        return false
    }

    /// The files that a sign looks into, with what they say there.
    mutating func texts(
        of sign: Sign, in folder: String, _ repository: borrowing Repository
    ) -> [String: [UInt8]] {
        var texts: [String: [UInt8]] = [:]
        for path in files(sign.file, in: sign.isAtTop ? "" : folder, repository).prefix(Self.mostFiles) {
            if let member = sign.member {
                texts[path] = value(at: member, in: path, repository).map { Array($0.utf8) }
            } else {
                texts[path] = content(path, repository)
            }
        }
        return texts
    }

    private mutating func value(
        at member: String, in path: String, _ repository: borrowing Repository
    ) -> String? {
        guard let document = document(path, repository) else { return nil }
        var value: JSON? = document
        for part in member.split(separator: ".") { value = value?[String(part)] }
        switch value {
        case .string(let text): return text
        case nil, .null, .bool(false): return nil
        case let other?: return other.canonical
        }
    }

    /// Whether a condition holds.
    mutating func holds(
        _ condition: Condition, in folder: String, _ repository: borrowing Repository
    ) -> Bool {
        for sign in condition.all where !shows(sign, in: folder, repository) { return false }
        for sign in condition.none where shows(sign, in: folder, repository) { return false }
        if condition.any.isEmpty { return true }
        for sign in condition.any where shows(sign, in: folder, repository) { return true }
        return false
    }

    static func join(_ folder: String, _ name: String) -> String {
        folder.isEmpty ? name : "\(folder)/\(name)"
    }

    private static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return ("", path) }
        return (String(path[..<slash]), String(path[path.index(after: slash)...]))
    }
}
