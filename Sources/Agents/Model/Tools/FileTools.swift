import Git

extension AgentTool {
    /// Makes a file.
    static let create = AgentTool(
        "create_file", "Make a new file. Fails where one exists, unless 'overwrite' is set.",
        [
            .required("path", "path of the file, from the top of the repository"),
            .required("text", "all of its content"),
            .optional("overwrite", "replace a file that exists", type: "boolean"),
        ],
        .change { (arguments, tree, repository) throws(ToolError) in
            let path = AgentTool.path(try arguments.text("path"))
            let exists = try tree.exists(path, in: repository)
            let overwrites = try arguments.flag("overwrite")
            guard !exists || overwrites else {
                throw ToolError("'\(path)' exists already: change it with 'edit_file', or set 'overwrite'")
            }
            let bytes = Array(try arguments.text("text").utf8)
            try tree.write(bytes, to: path, in: repository)
            return "\(exists ? "replaced" : "made") '\(path)', \(bytes.count) bytes"
        })

    /// Gives a file another name.
    static let move = AgentTool(
        "move_file", "Move or rename a file.",
        [
            .required("path", "path of the file now"),
            .required("new_path", "where it is to be"),
        ],
        .change { (arguments, tree, repository) throws(ToolError) in
            let (old, new) = (
                path(try arguments.text("path")), path(try arguments.text("new_path"))
            )
            try tree.move(old, to: new, in: repository)
            return "moved '\(old)' to '\(new)'"
        })

    /// Takes a file away.
    static let delete = AgentTool(
        "delete_file", "Delete a file.", [.required("path", "path of the file")],
        .change { (arguments, tree, repository) throws(ToolError) in
            let path = AgentTool.path(try arguments.text("path"))
            try tree.remove(path, in: repository)
            return "deleted '\(path)'"
        })
}
