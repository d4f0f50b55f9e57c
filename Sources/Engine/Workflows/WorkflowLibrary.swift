public import Git
import Platform

/// Finds workflows by their names: those of a commit go before those that are built in.
///
/// A run uses what is committed. Whoever looks at workflows or checks them wants to see what lies in the
/// working directory, too: its files go before all others where it is asked for.
public struct WorkflowLibrary: Sendable {
    /// Where a repository keeps its workflows.
    public static let folder = ".autowrk/workflows"

    /// Of two files for one name the first one counts.
    private static let extensions = [".yml", ".yaml"]

    private let builtIns: [String: [UInt8]]

    /// A library with these workflows built in, by their names.
    public init(builtIns: [String: [UInt8]]) { self.builtIns = builtIns }

    /// Whether a word names a file and not a workflow: it has a slash or the ending of one.
    public static func isPath(_ word: String) -> Bool {
        word.contains("/") || extensions.contains { word.hasSuffix($0) }
    }

    /// The name of the workflow in a file: the file's, without its ending.
    public static func name(ofFile path: String) -> String {
        let file = path.split(separator: "/").last.map { String($0) } ?? path
        return name(of: file) ?? file
    }

    private static func name(of file: String) -> String? {
        extensions.first { file.hasSuffix($0) && file.utf8.count > $0.utf8.count && file.first != "." }
            .map { String(file.dropLast($0.count)) }
    }

    /// The workflow in a file that was named.
    public func file(_ path: String) throws(WorkflowLibraryError) -> WorkflowSource {
        do throws(SystemError) {
            return WorkflowSource(
                name: Self.name(ofFile: path), text: try Files.read(path), origin: .file(path))
        } catch { throw .system(error) }
    }

    /// The workflow of this name.
    ///
    /// - Parameters:
    ///   - name: without a path and an ending.
    ///   - commit: where it is looked for first; nil in a repository without one.
    ///   - repository: has the commit.
    ///   - workingDirectory: goes before the commit, if it is given.
    public func workflow(
        _ name: String, at commit: ObjectID?, in repository: borrowing Repository,
        workingDirectory: String? = nil
    ) throws(WorkflowLibraryError) -> WorkflowSource {
        let all = try workflows(at: commit, in: repository, workingDirectory: workingDirectory) { $0 == name }
        if let found = all.first { return found }
        let known = try workflows(at: commit, in: repository, workingDirectory: workingDirectory)
        throw .unknown(name, known: known.map(\.name))
    }

    /// All workflows that can be named, by their names.
    ///
    /// - Parameters:
    ///   - commit: goes before what is built in; nil in a repository without one.
    ///   - repository: has the commit.
    ///   - workingDirectory: goes before the commit, if it is given.
    ///   - isWanted: which names are of interest; all unless it is given.
    public func workflows(
        at commit: ObjectID?, in repository: borrowing Repository, workingDirectory: String? = nil,
        where isWanted: (String) -> Bool = { _ in true }
    ) throws(WorkflowLibraryError) -> [WorkflowSource] {
        var found = builtInWorkflows.filter { isWanted($0.name) }
        if let commit {
            do throws(GitError) {
                found = Self.merged(try Self.workflows(in: commit, of: repository, isWanted), over: found)
            } catch { throw .git(error) }
        }
        if let workingDirectory {
            found = Self.merged(try Self.workflows(inFolder: workingDirectory, isWanted), over: found)
        }
        return found.sorted { $0.name < $1.name }
    }

    /// What is there without a repository.
    public var builtInWorkflows: [WorkflowSource] {
        builtIns.map { WorkflowSource(name: $0.key, text: $0.value, origin: .builtIn) }
            .sorted { $0.name < $1.name }
    }

    private static func workflows(
        in commit: ObjectID, of repository: borrowing Repository, _ isWanted: (String) -> Bool
    ) throws(GitError) -> [WorkflowSource] {
        let tree = try repository.commit(commit).tree
        guard let entry = try repository.entry(at: folder, in: tree), entry.mode == .tree else { return [] }
        var found: [WorkflowSource] = []
        for entry in try repository.tree(entry.id) where entry.mode == .file || entry.mode == .executable {
            guard let name = name(of: entry.name), isWanted(name) else { continue }
            found.append(
                WorkflowSource(
                    name: name, text: try repository.blob(entry.id),
                    origin: .commit(commit, path: "\(folder)/\(entry.name)", blob: entry.id)))
        }
        return preferred(found) { if case .commit(_, let path, _) = $0.origin { path } else { "" } }
    }

    private static func workflows(
        inFolder workingDirectory: String, _ isWanted: (String) -> Bool
    ) throws(WorkflowLibraryError) -> [WorkflowSource] {
        let path = "\(workingDirectory)/\(folder)"
        guard Files.exists(path) else { return [] }
        var found: [WorkflowSource] = []
        do throws(SystemError) {
            for file in try Files.list(path) {
                guard let name = name(of: file), isWanted(name) else { continue }
                guard try Files.status(of: "\(path)/\(file)").isRegular else { continue }
                found.append(
                    WorkflowSource(
                        name: name, text: try Files.read("\(path)/\(file)"),
                        origin: .workingDirectory(path: "\(folder)/\(file)"))
                )
            }
        } catch { throw .system(error) }
        return preferred(found) { if case .workingDirectory(let path) = $0.origin { path } else { "" } }
    }

    /// One for each name: that with the first of the endings.
    private static func preferred(
        _ sources: [WorkflowSource], path: (WorkflowSource) -> String
    ) -> [WorkflowSource] {
        let ranked = extensions.flatMap { ending in sources.filter { path($0).hasSuffix(ending) } }
        return merged(ranked, over: [])
    }

    /// The first for each name, those of `upper` first.
    private static func merged(_ upper: [WorkflowSource], over lower: [WorkflowSource]) -> [WorkflowSource] {
        var names: Set<String> = []
        return (upper + lower).filter { names.insert($0.name).inserted }
    }
}
