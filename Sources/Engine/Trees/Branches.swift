import Git
import Platform
import Workflow

/// Branches in the hands of users.
enum Branches {
    /// Where a branch is checked out; nil where it is not. Moving it there would change what `git status`
    /// says of the files.
    static func worktree(of reference: String, in repository: borrowing Repository) -> String? {
        let common = repository.commonDirectory
        let head = "ref: \(reference)"
        if !repository.isBare, Self.text(of: "\(common)/HEAD") == head {
            return repository.workingDirectory ?? common
        }
        for name in (try? Files.list("\(common)/worktrees")) ?? [] {
            let folder = "\(common)/worktrees/\(name)"
            guard Self.text(of: "\(folder)/HEAD") == head else { continue }
            let place = Self.text(of: "\(folder)/gitdir")
            return place.hasSuffix("/.git") ? String(place.dropLast(5)) : place
        }
        return nil
    }

    /// Refuses a branch that is checked out somewhere.
    static func requireFree(
        _ reference: String, in repository: borrowing Repository
    ) throws(StepFailure) {
        guard let place = worktree(of: reference, in: repository) else { return }
        throw StepFailure(.conflict, "branch '\(reference)' is checked out in '\(place)'")
    }

    private static func text(of file: String) -> String {
        let text = (try? Files.read(file)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
}
