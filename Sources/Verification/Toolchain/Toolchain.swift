import Git

/// The programs of a check, as they are on this machine.
struct Toolchain: Sendable, Equatable {
    /// By the tool's name; what does not say its version has the version `unknown`.
    var versions: [String: String] = [:]
    /// Tools that are not there.
    var missing: [String] = []
    /// Folders that go to the front of the command's `PATH`.
    var folders: [String] = []

    /// Looks for the programs of a check.
    init(
        of check: CheckDefinition, environment: [String: String], _ versions: inout ToolVersions,
        _ view: inout TreeView, _ repository: borrowing Repository
    ) {
        for tool in check.tools {
            // A wrapper of the repository is part of the tree, and there once it is checked out.
            guard
                let question = VersionQuestion(
                    tool, in: check.folder, environment: environment, &view, repository)
            else {
                missing.append(tool.name)
                continue
            }
            self.versions[tool.name] = versions.version(question, repository) ?? "unknown"
            if question.isByPath, let slash = question.path.lastIndex(of: "/") {
                folders.append(String(question.path[..<slash]))
            }
        }
    }
}
