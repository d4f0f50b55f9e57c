import Git

extension AgentTool {
    /// The files of a folder, folders with how many files they hold.
    static let list = AgentTool(
        "list_files", "List the files and folders in a folder of the repository.",
        [
            .optional("folder", "path of the folder; the top of the repository where it is left out"),
            .optional("recursive", "list everything below it, too", type: "boolean"),
        ],
        .tree { (arguments, tree, repository) throws(ToolError) in
            let folder = try arguments.optionalText("folder").map(AgentTool.folderName) ?? ""
            let isDeep = try arguments.flag("recursive")
            var (lines, counts): ([String], [String: Int]) = ([], [:])
            var total = 0
            try tree.forEachFile(under: folder, in: repository) { path, entry in
                total += 1
                let rest = folder.isEmpty ? path : String(path.dropFirst(folder.utf8.count + 1))
                if !isDeep, let slash = rest.firstIndex(of: "/") {
                    let name = String(rest[..<slash])
                    if counts[name] == nil { lines.append(name + "/") }
                    counts[name, default: 0] += 1
                } else if lines.count < listLimit {
                    lines.append(rest + (entry.mode == .submodule ? " (submodule)" : ""))
                }
                return true
            }
            guard total > 0 else { return "no files" }
            let shown = lines.prefix(listLimit).map { line in
                guard line.hasSuffix("/"), let count = counts[String(line.dropLast())] else { return line }
                return "\(line) (\(count) file\(count == 1 ? "" : "s"))"
            }
            let isCut = isDeep ? total > listLimit : lines.count > listLimit
            return shown.joined(separator: "\n")
                + (isCut ? "\n[more are left out: \(total) files in all]" : "")
        })

    /// Names that one answer may have.
    private static let listLimit = 1000

    /// A folder as models write it: `.`, `./src`, `src/`.
    static func folderName(_ text: String) -> String {
        var name = text[...]
        while name.hasPrefix("./") { name = name.dropFirst(2) }
        while name.hasSuffix("/") { name = name.dropLast() }
        return name == "." ? "" : String(name)
    }
}
