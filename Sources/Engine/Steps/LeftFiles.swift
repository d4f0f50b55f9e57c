import Git
import Platform
import Workflow

/// What a command has left in its checkout, looked through for secrets: files become part of the journal as
/// they are.
///
/// Files are looked at before Git stores them, so that not even an object of the repository has a secret; what
/// the command itself has stored, say by `git add`, is looked at in the tree. What had the secret before the
/// command is no news.
struct LeftFiles {
    private let secrets: Secrets
    /// The tree that the command began with.
    private let before: ObjectID

    /// How much of a file is in memory at once, in bytes.
    private static let pieceLength = 1 << 20

    init(_ secrets: Secrets, since before: ObjectID) { (self.secrets, self.before) = (secrets, before) }

    /// Stores what the command has left.
    ///
    /// - Throws: a failure that names the file with a secret.
    func capture(
        _ scratch: borrowing ScratchCheckout, in repository: borrowing Repository
    ) throws -> ScratchCapture {
        if secrets.inFiles.isEmpty { return try scratch.capture() }
        let paths = try scratch.changedPaths()
        for path in paths {
            let file = "\(scratch.path)/\(path)"
            try look(at: path, in: repository) { (mask) in
                try mask.isNeeded(for: path) || Self.isNeeded(mask, for: file)
            }
        }
        let capture = try scratch.capture(hasChanges: !paths.isEmpty)
        try lookAtStored(capture.tree, except: Set(paths), in: repository)
        return capture
    }

    /// Looks through commits that are to stay: their messages, who has made them, and what each has changed.
    ///
    /// - Parameters:
    ///   - commits: each on the one before, the first on one that has the tree that the command began with.
    ///   - repository: where they are.
    /// - Throws: a failure that names the file, or the commit, with a secret.
    func look(atCommits commits: [ObjectID], in repository: borrowing Repository) throws {
        if secrets.inFiles.isEmpty { return }
        var parent = before
        for id in commits {
            let commit = try repository.commit(id)
            let words = [commit.message, commit.author.name, commit.author.email]
            if words.contains(where: { secrets.mask.isNeeded(for: $0) }) {
                throw StepFailure(.input, "the message of commit '\(id.hex.prefix(10))' holds a secret")
            }
            try LeftFiles(secrets, since: parent).lookAtStored(commit.tree, except: [], in: repository)
            parent = commit.tree
        }
    }

    /// What the command has stored itself.
    private func lookAtStored(
        _ tree: ObjectID, except seen: Set<String>, in repository: borrowing Repository
    ) throws {
        for change in try repository.changes(from: before, to: tree) {
            guard let file = change.new, file.mode != .submodule, !seen.contains(file.path) else { continue }
            let bytes = try repository.blob(file.id)
            try look(at: file.path, in: repository) { mask in
                mask.isNeeded(for: file.path) || mask.isNeeded(for: bytes)
            }
        }
    }

    /// Whether a file of a checkout has something to hide.
    private static func isNeeded(_ mask: SecretMask, for path: String) throws(SystemError) -> Bool {
        // What is gone holds nothing; a repository of its own is left out, or a commit's name.
        guard let status = try? Files.status(of: path, followingLinks: false) else { return false }
        if status.isSymbolicLink { return mask.isNeeded(for: try Files.linkTarget(of: path)) }
        guard status.isRegular else { return false }
        let file = try RandomAccessFile(reading: path)
        var search = mask.makeSearch()
        var offset = 0
        let size = Int(status.size)
        while offset < size {
            let piece = try file.read(min(pieceLength, size - offset), at: offset)
            if piece.isEmpty { break }
            if search.finds(in: piece) { return true }
            offset += piece.count
        }
        return false
    }

    private func look(
        at path: String, in repository: borrowing Repository, _ isNeeded: (SecretMask) throws -> Bool
    ) throws {
        guard try isNeeded(secrets.inFiles) else { return }
        if let old = try repository.entry(at: path, in: before), old.mode != .submodule, old.mode != .tree,
            secrets.inFiles.isNeeded(for: try repository.blob(old.id))
        {
            return
        }
        let name = try secrets.name(where: isNeeded)
        let (file, secret) = (secrets.mask.apply(to: path), name.map { "the secret '\($0)'" } ?? "a secret")
        throw StepFailure(
            .input, "file '\(file)' holds \(secret), and files that are not ignored are recorded",
            output: name.map { Secrets.exemption(of: $0) })
    }
}
