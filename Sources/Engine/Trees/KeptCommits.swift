import Git
import Platform

/// References that do nothing but keep commits, one for each: `<prefix><commit>`.
enum KeptCommits {
    /// Whether the reference is there as a file of its own, which is the usual case and costs nothing.
    static func isKept(_ commit: ObjectID, below prefix: String, commonDirectory: String) -> Bool {
        Files.exists("\(commonDirectory)/\(prefix)\(commit.hex)")
    }

    /// Makes the reference, if it is not there.
    static func keep(
        _ commit: ObjectID, below prefix: String, because reason: String,
        in repository: borrowing Repository
    ) throws {
        if isKept(commit, below: prefix, commonDirectory: repository.commonDirectory) { return }
        let reference = prefix + commit.hex
        try LeftReferenceLock.cleared(
            for: reference, writers: .others, wasInterrupted: true, in: repository
        ) {
            guard try repository.reference(reference) == nil else { return }
            do throws(GitError) {
                try repository.updateReference(
                    reference, to: commit, expecting: .mustNotExist, logMessage: "autowrk: \(reason)")
            } catch {
                // Otherwise another process was faster, with the same commit.
                guard error.kind == .modified else { throw error }
            }
        }
    }
}
