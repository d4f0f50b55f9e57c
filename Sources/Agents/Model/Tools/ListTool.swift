import Git

extension AgentTool {
    /// The files of a folder, folders with how many files they hold.
    static let list = AgentTool(
        "list_files", "List the files and folders in a folder of the repository.",
        [
            .optional("folder", "path of the folder; the top of the repository where it is left out"),
            .optional("recursive", "list everything below it, too", type: "boolean"),
        ],
        .look { (arguments, tree, repository) throws(ToolError) in
            let folder = try arguments.optionalText("folder").map(AgentTool.path) ?? ""
            let isDeep = try arguments.flag("recursive")
            var (lines, counts): ([String], [String: Int]) = ([], [:])
            var (total, isCut) = (0, false)
            try tree.forEachFile(under: folder, in: repository) { path, entry in
                total += 1
                // In bytes; a file in place of a folder has no other name than its own.
                let rest =
                    folder.isEmpty || path == folder
                    ? path : String(decoding: path.utf8.dropFirst(folder.utf8.count + 1), as: UTF8.self)
                if !isDeep, path != folder, let slash = rest.firstIndex(of: "/") {
                    let name = String(rest[..<slash])
                    counts[name, default: 0] += 1
                    guard counts[name] == 1 else { return true }
                    if lines.count < listLimit { lines.append(name + "/") } else { isCut = true }
                } else if lines.count < listLimit {
                    lines.append(rest + (entry.mode == .submodule ? " (submodule)" : ""))
                } else {
                    isCut = true
                }
                return true
            }
            guard total > 0 else { return "no files" }
            let shown = lines.map { line in
                guard line.hasSuffix("/"), let count = counts[String(line.dropLast())] else { return line }
                return "\(line) (\(count) file\(count == 1 ? "" : "s"))"
            }
            return shown.joined(separator: "\n")
                + (isCut ? "\n[more are left out: \(total) files in all]" : "")
        })

    /// Names that one answer may have.
    private static let listLimit = 1000
}
