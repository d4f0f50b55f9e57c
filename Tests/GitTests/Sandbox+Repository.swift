import Git
import TestSupport

extension Sandbox {
    /// Makes a repository with one commit that holds `README` and `Sources/main.swift`.
    func populatedRepository(_ name: String = "repository") throws -> String {
        _ = Repository.prepared
        let top = try repository(name)
        try commit("first", files: ["README": "hello\n", "Sources/main.swift": "print(1)\n"], in: top)
        return top
    }

    /// Every path below a folder, sorted; folders included.
    func files(in folder: String) throws -> [String] {
        try snapshot(of: folder).keys.map { String($0.last == "/" ? $0.dropLast() : $0[...]) }.sorted()
    }

    /// What `git rev-parse` says.
    func id(_ revision: String, in folder: String) throws -> ObjectID {
        let text = try git("rev-parse", revision, in: folder)
        guard let id = ObjectID(hex: text) else { throw Unexpected(description: "not an id: \(text)") }
        return id
    }

    /// Fails unless Git finds nothing wrong, connectivity included.
    func fsck(_ folder: String) throws {
        let outcome = try gitOutcome(
            "fsck", "--strict", "--full", "--no-dangling", "--no-progress", in: folder)
        let report = outcome.stdout + outcome.stderr
        let findings = report.split(separator: "\n").filter { !$0.hasPrefix("notice: ") }
        guard outcome.status == 0, findings.isEmpty else { throw Unexpected(description: report) }
    }
}

/// What Git said where a test relies on something else.
private struct Unexpected: Error, CustomStringConvertible {
    let description: String
}

extension Signature {
    /// Somebody who commits without `git`.
    static let ada = Signature(
        name: "Ada", email: "ada@example.org", seconds: 1_700_000_000, offsetMinutes: 60)
}

extension Repository {
    /// The first repository of a test opens on a libgit2 that reads no configuration of this machine.
    fileprivate static let prepared: Void = prepare(
        LibraryOptions(durable: false, home: "/nonexistent", readsSystemConfiguration: false))

    /// Opens the repository that `path` lies in, with these variables and no others.
    static func open(_ path: String, environment: [String: String] = [:]) throws(GitError) -> Repository {
        _ = prepared
        return try Repository(discovering: path) { environment[$0] }
    }

    /// Makes an empty bare repository.
    static func create(bareAt path: String) throws(GitError) -> Repository {
        _ = prepared
        return try Repository(creatingBareAt: path)
    }
}

/// The error that `body` ends with; `nil` when it succeeds.
func failure(_ body: () throws(GitError) -> Void) -> GitError? {
    do throws(GitError) {
        try body()
        return nil
    } catch {
        return error
    }
}
