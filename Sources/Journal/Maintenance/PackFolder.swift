import Git
import Platform

/// The packs that the journal has written into a repository, by way of `git pack-objects`: what it leaves
/// behind when it is killed is what `git gc` knows how to remove.
struct PackFolder {
    private let git: GitProgram
    private let gitDirectory: String
    private let objects: String
    private var folder: String { objects + "/pack" }
    /// Names the packs that were written here, one a line, so that no other pack is ever touched.
    private let record: String

    /// A commit of a thousand events shares nothing with its neighbour that a delta could save, and looking
    /// for one takes most of the time.
    private static let settings = ["-c", "core.bigFileThreshold=16k"]

    init(_ repository: borrowing Repository, _ directory: StateDirectory, _ git: GitProgram) {
        self.git = git
        gitDirectory = repository.gitDirectory
        objects = repository.objectsDirectory
        record = directory.path + "/packs"
    }

    /// Packs what lies loose of the history of `tips`, and removes the loose copies.
    func packLoose(reachableFrom tips: Set<ObjectID>) throws(JournalError) {
        let input = tips.map { $0.hex + "\n" }.sorted().joined()
        guard let name = try pack(["--revs", "--unpacked"], input: input) else { return }
        try removeLoose(in: name)
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

    /// Makes one pack of all recorded ones when there are more than `limit`. What is removed is in the new
    /// pack, object for object.
    func joinPacks(beyond limit: Int) throws(JournalError) {
        let packs = try recorded()
        // An index over several packs names those that would go.
        guard packs.count > limit, !Files.exists(folder + "/multi-pack-index") else { return }
        guard let joined = try pack(["--stdin-packs"], input: packs.map { $0 + ".pack\n" }.joined()) else {
            return
        }
        for name in packs where name != joined {
            guard !Files.exists("\(folder)/\(name).keep") else { continue }
            // The index first: without it no reader looks for the pack.
            for ending in ["idx", "pack", "rev", "bitmap"] {
                try? Files.remove("\(folder)/\(name).\(ending)")
            }
        }
        try write([joined])
    }

    /// Runs `git pack-objects` (git-pack-objects(1)).
    ///
    /// - Returns: the name of the pack, without its ending; nil when there was nothing to pack.
    @discardableResult
    private func pack(_ arguments: [String], input: String) throws(JournalError) -> String? {
        let output = try git.output(
            of: Self.settings + ["pack-objects", "--quiet", "--non-empty", "--delta-base-offset"] + arguments
                + [
                    folder + "/pack"
                ],
            gitDirectory: gitDirectory, input: .bytes(Array(input.utf8)))
        guard let hash = output.split(separator: "\n").last else { return nil }
        let name = "pack-\(hash)"
        try write(try recorded().filter { $0 != name } + [name])
        return name
    }

    /// The recorded packs that are still there.
    private func recorded() throws(JournalError) -> [String] {
        guard Files.exists(record) else { return [] }
        do {
            let text = String(decoding: try Files.read(record), as: UTF8.self)
            return text.split(separator: "\n").map { String($0) }.filter {
                Files.exists("\(folder)/\($0).pack") && Files.exists("\(folder)/\($0).idx")
            }
        } catch { throw .system(error) }
    }

    private func write(_ names: [String]) throws(JournalError) {
        let text = names.map { $0 + "\n" }.joined()
        do { try Files.writeAtomically(Array(text.utf8), to: record, durable: false) } catch {
            throw .system(error)
        }
    }
}
