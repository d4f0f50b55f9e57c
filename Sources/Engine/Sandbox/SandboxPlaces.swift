public import Git
import Platform

/// What one command may read and write beyond what every command sees.
public struct SandboxPlaces: Sendable, Equatable {
    /// The folder that it works in; its `.git` file stays as it is.
    public var checkout: String
    /// The repository's folders, which it may read.
    let repository: [String]
    /// Folders of the repository that are covered all the same: files around the commands of others.
    let covered: [String]
    /// What else it may read.
    public var readable: [String]
    /// Files and folders that it may write.
    public var writable: [String]

    /// A checkout of a repository, which can be read with all that it borrows objects from: `git diff` works,
    /// and `git commit` fails.
    ///
    /// - Parameters:
    ///   - checkout: the folder that the command works in.
    ///   - repository: whose objects and references it may read, and whose working directory, as checks
    ///     look there for what is installed.
    ///   - readable: what else it may read.
    ///   - writable: what else it may write.
    public init(
        checkout: String, of repository: borrowing Repository, readable: [String] = [],
        writable: [String] = []
    ) {
        let common = repository.commonDirectory
        (self.checkout, self.readable, self.writable) = (checkout, readable, writable)
        self.repository =
            [repository.workingDirectory].compactMap { $0 } + [common]
            + Self.alternates(of: "\(common)/objects")
        covered = [CommandOutput.folder(commonDirectory: Self.trimmed(common))]
    }

    /// Object databases that others look into as well (gitrepository-layout(5)), and theirs.
    private static func alternates(of objects: String, depth: Int = 5) -> [String] {
        guard depth > 0, let bytes = try? Files.read("\(objects)/info/alternates") else { return [] }
        return bytes.split(separator: 0x0A).flatMap { line -> [String] in
            let text = String(decoding: line, as: UTF8.self)
            if text.hasPrefix("#") { return [] }
            let path = text.hasPrefix("/") ? text : "\(objects)/\(text)"
            return [path] + alternates(of: path, depth: depth - 1)
        }
    }

    private static func trimmed(_ folder: String) -> String {
        folder.hasSuffix("/") && folder != "/" ? String(folder.dropLast()) : folder
    }
}
