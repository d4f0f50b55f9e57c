import Domain
import Git
import SQLite
import TestSupport
import Testing

@testable import Context

extension Repository {
    /// The first repository of a test opens on a libgit2 that reads no configuration of this machine.
    private static let prepared: Void = Repository.prepare(
        LibraryOptions(durable: false, home: "/nonexistent", readsSystemConfiguration: false))

    init(at path: String) throws {
        _ = Repository.prepared
        try self.init(discovering: path, useEnvironment: false)
    }
}

extension Sandbox {
    /// What `git rev-parse` says.
    func id(_ revision: String, in folder: String) throws -> ObjectID {
        try #require(ObjectID(hex: try git("rev-parse", revision, in: folder)))
    }

    /// A repository with files of these texts in one commit.
    func repository(files: [String: String]) throws -> String {
        let top = try repository()
        try commit("begin", files: files, in: top)
        return top
    }

    /// The files for an issue at `HEAD`, with the index in a folder beside the repository.
    func find(
        _ issue: String, in top: String, index: String? = "index", at revision: String = "HEAD",
        limits: ContextLimits = ContextLimits()
    ) throws -> ContextResult {
        let repository = try Repository(at: top)
        var finder = ContextFinder(indexIn: index.map { path($0) })
        return try finder.find(
            ContextQuery(issue), at: id(revision, in: top), in: repository, limits: limits)
    }
}

extension ContextQuery {
    /// What an issue of this text says.
    init(_ text: String) throws {
        self.init(try Issue.parse(Array(text.utf8)))
    }
}

/// All that an index says of one tree, without the numbers that depend on how it came about.
struct IndexContent: Equatable {
    struct File: Equatable {
        let path: String
        let kind: FileKind
        let content: String?
    }

    var files: [File] = []
    /// How often each term stands in each content.
    var postings: [Term: [String: [UInt8]]] = [:]

    init(of tree: ObjectID, in index: borrowing ContextIndex, _ repository: borrowing Repository) throws {
        let listed = try index.files(of: tree, in: repository).files
        let ids = try index.ids(of: listed.map(\.blob)).mapValues(\.hex)
        files = listed.map { File(path: $0.path, kind: $0.kind, content: ids[$0.blob]) }
        var postings: [Term: [String: [UInt8]]] = [:]
        let query = try index.database.prepare("SELECT term, list FROM posting")
        while try query.step() {
            let term = Term(hash: UInt64(bitPattern: query.integer(0)))
            query.withBytes(1) { list in
                PostingList.forEach(list) { blob, count in
                    guard let id = ids[blob] else { return }
                    postings[term, default: [:]][id] = [count.body, count.packed]
                }
            }
        }
        self.postings = postings
    }
}
