import Git
import Platform

/// The packs that the journal has written into a repository, by way of `git pack-objects`: what it leaves
/// behind when it is killed is what `git gc` knows how to remove.
///
/// Commits and files have packs of their own. A commit of a thousand events shares nothing with its neighbour
/// that a delta could save, and looking for one takes most of the time. Files are the user's as well: what
/// went into a pack without deltas once, no `git gc` would look at again.
struct PackFolder {
    /// What one family of packs holds.
    enum Content: String, CaseIterable {
        case commits = "packs"
        case files = "file-packs"

        var settings: [String] {
            switch self {
            case .commits: ["-c", "core.bigFileThreshold=16k"]
            case .files: []
            }
        }
    }

    private let git: GitProgram
    private let gitDirectory: String
    private let objects: String
    private var folder: String { objects + "/pack" }
    /// Where the files are that name the packs of each family that were written here, one a line, so that no
    /// other pack is ever touched.
    private let records: String

    init(_ repository: borrowing Repository, _ directory: StateDirectory, _ git: GitProgram) {
        self.git = git
        gitDirectory = repository.gitDirectory
        objects = repository.objectsDirectory
        records = directory.path
    }

    /// Packs what lies loose of the history of `tips`, and removes the loose copies.
    func packLoose(reachableFrom tips: Set<ObjectID>) throws(JournalError) {
        let input = tips.map { $0.hex + "\n" }.sorted().joined()
        let commits = Set(try list([], from: input))
        let others = try list(["--objects"], from: input).filter { !commits.contains($0) }
        // The tree of a commit without files goes with the commits.
        let isEmptyTree = { (object: String) in object.hasPrefix(ObjectID.emptyTree.hex) }
        for (content, objects) in [
            (Content.commits, commits.sorted() + others.filter(isEmptyTree)),
            (.files, others.filter { !isEmptyTree($0) }),
        ] where !objects.isEmpty {
            let input = objects.map { $0 + "\n" }.joined()
            // Without the option all files of a folder would be packed again that are in a pack already.
            guard let name = try pack(content, ["--incremental"], input: input) else { continue }
            try removeLoose(in: name)
        }
    }

    /// The commits that are in no pack and, with `--objects`, what is in their trees, with its path.
    private func list(_ options: [String], from tips: String) throws(JournalError) -> [String] {
        // What a partial clone has not got yet stays where it is.
        let arguments = ["rev-list", "--stdin", "--unpacked", "--exclude-promisor-objects"] + options
        let listing = try git.output(
            of: arguments, gitDirectory: gitDirectory, input: .bytes(Array(tips.utf8)))
        // Of a listing that is too long to be captured the beginning is packed now.
        let end = listing.lastIndex(of: "\n") ?? listing.startIndex
        return listing[..<end].split(separator: "\n").map { String($0) }
    }

    /// Removes the loose copies of what a pack has. Not those of other packs, as `git prune-packed` would:
    /// a `git repack` that is at work may just be about to delete these.
    private func removeLoose(in pack: String) throws(JournalError) {
        let index: [UInt8]
        do { index = try Files.read("\(folder)/\(pack).idx") } catch { throw .system(error) }
        // Lines of an offset, an id and a checksum (git-show-index(1)).
        let listing = try git.output(of: ["show-index"], gitDirectory: gitDirectory, input: .bytes(index))
        for line in listing.split(separator: "\n") {
            guard let id = line.split(separator: " ").dropFirst().first else { continue }
            try? Files.remove("\(objects)/\(id.prefix(2))/\(id.dropFirst(2))")
        }
    }

    /// Makes one pack of all recorded ones of a family when there are more than `limit`. What is removed is
    /// in the new pack, object for object.
    func joinPacks(beyond limit: Int) throws(JournalError) {
        for content in Content.allCases { try join(content, beyond: limit) }
    }

    private func join(_ content: Content, beyond limit: Int) throws(JournalError) {
        let packs = try recorded(content)
        // An index over several packs names those that would go.
        guard packs.count > limit, !Files.exists(folder + "/multi-pack-index") else { return }
        let input = packs.map { $0 + ".pack\n" }.joined()
        guard let joined = try pack(content, ["--stdin-packs"], input: input) else { return }
        for name in packs where name != joined {
            guard !Files.exists("\(folder)/\(name).keep") else { continue }
            // The index first: without it no reader looks for the pack.
            for ending in ["idx", "pack", "rev", "bitmap"] {
                try? Files.remove("\(folder)/\(name).\(ending)")
            }
        }
        try write([joined], content)
    }

    /// Runs `git pack-objects` (git-pack-objects(1)).
    ///
    /// - Returns: the name of the pack, without its ending; nil when there was nothing to pack.
    private func pack(
        _ content: Content, _ arguments: [String], input: String
    ) throws(JournalError) -> String? {
        let output = try git.output(
            of: content.settings + ["pack-objects", "--quiet", "--non-empty", "--delta-base-offset"]
                + arguments
                + [folder + "/pack"],
            gitDirectory: gitDirectory, input: .bytes(Array(input.utf8)))
        guard let hash = output.split(separator: "\n").last else { return nil }
        let name = "pack-\(hash)"
        try write(try recorded(content).filter { $0 != name } + [name], content)
        return name
    }

    private func record(_ content: Content) -> String { "\(records)/\(content.rawValue)" }

    /// The recorded packs of a family that are still there.
    private func recorded(_ content: Content) throws(JournalError) -> [String] {
        let record = record(content)
        guard Files.exists(record) else { return [] }
        do {
            let text = String(decoding: try Files.read(record), as: UTF8.self)
            return text.split(separator: "\n").map { String($0) }.filter {
                Files.exists("\(folder)/\($0).pack") && Files.exists("\(folder)/\($0).idx")
            }
        } catch { throw .system(error) }
    }

    private func write(_ names: [String], _ content: Content) throws(JournalError) {
        let text = names.map { $0 + "\n" }.joined()
        do { try Files.writeAtomically(Array(text.utf8), to: record(content), durable: false) } catch {
            throw .system(error)
        }
    }
}
