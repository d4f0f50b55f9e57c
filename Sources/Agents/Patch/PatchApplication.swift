public import Domain
public import Git

/// Changes that are applied to a tree in the object database: all of them, or none.
public struct PatchApplication: Sendable {
    /// The new tree, and what is worth telling of the way there.
    public struct Outcome: Sendable, Equatable {
        /// The tree with all changes.
        public var tree: ObjectID
        /// Hunks that were found elsewhere than they say.
        public var remarks: [String]
    }

    private var patches: [Patch] = []
    private var replacements: [(path: String, lines: ClosedRange<Int>, text: [UInt8])] = []

    /// The changes of a text in the form of a patch.
    public init(patch bytes: [UInt8]) throws(PatchError) { patches = [try Patch(parsing: bytes)] }

    /// The changes that an issue brings along.
    ///
    /// - Throws: for one that can't be read, or names no file and lines; and when there is none.
    public init(_ changes: [SuggestedChange]) throws(PatchError) {
        guard !changes.isEmpty else {
            throw PatchError(.unreadable, "the issue brings no patch along")
        }
        var absent: PatchError?
        for change in changes {
            switch change.form {
            case .patch:
                do throws(PatchError) {
                    patches.append(try Patch(parsing: Array(change.text.utf8)))
                } catch {
                    var error = error
                    error.message = "line \(change.line) of the issue: \(error.message)"
                    // Blocks of `diff` may show how outputs differ.
                    guard error.kind == .absent else { throw error }
                    absent = absent ?? error
                }
            case .replacement(let path?, let lines?):
                replacements.append((path, lines, Array(change.text.utf8)))
            case .replacement:
                throw PatchError(
                    .unreadable, "the suggestion at line \(change.line) of the issue names no file and lines")
            }
        }
        if patches.isEmpty, replacements.isEmpty, let absent { throw absent }
    }

    /// Writes the tree that has the changes.
    ///
    /// - Throws: `PatchError` for what does not fit, `GitError` for what can't be read or written.
    public func apply(to tree: ObjectID, in repository: borrowing Repository) throws -> Outcome {
        var patched = PatchedTree(tree)
        var touched: Set<String> = []
        var part: (Int, Int)?
        for (index, file) in patches.enumerated().flatMap({ (index, patch) in patch.files.map { (index, $0) }
        }) {
            if part.map({ $0 != (index, file.part) }) ?? true {
                part = (index, file.part)
                try patched.begin(patches[index].files.filter { $0.part == file.part }, in: repository)
            }
            let names = try patched.names(of: file, in: repository)
            touched.formUnion([names.old, names.new].compactMap { $0 })
            try patched.apply(file, in: repository)
        }
        try applyReplacements(to: &patched, except: touched, in: repository)
        return Outcome(tree: try patched.write(in: repository), remarks: patched.remarks)
    }

    /// From the last line to the first, so that numbers stay true.
    private func applyReplacements(
        to patched: inout PatchedTree, except touched: Set<String>, in repository: borrowing Repository
    ) throws {
        var lowest: [String: Int] = [:]
        for replacement in replacements.sorted(by: { $0.lines.lowerBound > $1.lines.lowerBound }) {
            let path = replacement.path
            try PatchPath.check(path)
            guard !touched.contains(path), replacement.lines.upperBound < lowest[path] ?? Int.max else {
                throw PatchError(.conflict, "two changes are for the same lines of '\(path)'", file: path)
            }
            lowest[path] = replacement.lines.lowerBound
            guard var file = try patched.file(path, in: repository) else { throw PatchedTree.missing(path) }
            var content = PatchedFile(file.bytes)
            try content.replace(replacement.lines, with: replacement.text, in: path)
            file.bytes = content.bytes
            try patched.put(file, at: path)
        }
    }
}
