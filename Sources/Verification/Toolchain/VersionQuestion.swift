import Git
import JSON
import Platform

/// A program that was found, and all that decides which version it is.
struct VersionQuestion: Sendable {
    let tool: ToolDefinition
    /// Where it was found; not what a link there leads to.
    let path: String
    /// Whether it was found by its path, so that its folder goes to the front of `PATH`.
    let isByPath: Bool
    /// The text that a known version is kept under.
    let key: String
    /// The files of the tree that decide, by their path from the top.
    let files: [(path: String, content: [UInt8])]

    /// Looks for a program; nil when it is not there.
    ///
    /// - Parameters:
    ///   - tool: the program.
    ///   - folder: of the check, from the top of the tree.
    ///   - environment: `PATH`, and what the definition names.
    ///   - view: the tree.
    ///   - repository: where the tree is.
    init?(
        _ tool: ToolDefinition, in folder: String, environment: [String: String], _ view: inout TreeView,
        _ repository: borrowing Repository
    ) {
        guard let (path, isByPath) = Self.find(tool.programs, folder, environment),
            let real = try? Files.realPath(path), let status = try? Files.status(of: real)
        else { return nil }
        (self.tool, self.path, self.isByPath) = (tool, path, isByPath)
        var files: [(path: String, content: [UInt8])] = []
        var parts = [
            "tool \(tool.name) \(tool.arguments) \(tool.pattern ?? "")", "path \(path)", "real \(real)",
            "size \(status.size)", "modified \(status.modifiedNanoseconds)",
        ]
        for name in tool.files {
            if name.hasPrefix("~/") || name.hasPrefix("$") {
                guard let path = Self.expand(name, environment) else { continue }
                let status = try? Files.status(of: path)
                parts.append("file \(path) \(status?.size ?? -1) \(status?.modifiedNanoseconds ?? 0)")
            } else {
                for place in Self.places(of: name, folder) {
                    guard let entry = view.entry(place, repository),
                        let content = view.content(place, repository)
                    else { continue }
                    files.append((place, content))
                    parts.append("blob \(place) \(entry.id.hex)")
                }
            }
        }
        for name in tool.variables { parts.append("variable \(name) \(environment[name] ?? "")") }
        key = parts.joined(separator: "\n")
        self.files = files
    }

    /// The first program of a list that is there. What stands in the user's checkout may be in the check's
    /// folder there or above it.
    private static func find(
        _ programs: [String], _ folder: String, _ environment: [String: String]
    ) -> (path: String, isByPath: Bool)? {
        for program in programs {
            if program.contains("/") {
                let places =
                    program.hasPrefix(origin)
                    ? places(of: String(program.dropFirst(origin.count)), folder).map { origin + $0 }
                    : [program]
                for place in places {
                    guard let path = expand(place, environment), Files.isProgram(path) else { continue }
                    return (path, true)
                }
                continue
            }
            for folder in (environment["PATH"] ?? "").split(separator: ":") where folder.first == "/" {
                let path = "\(folder)/\(program)"
                if Files.isProgram(path) { return (path, false) }
            }
        }
        return nil
    }

    private static let origin = "$AUTOWRK_ORIGIN/"

    /// A path with `~` or a variable in front of it; nil when that is not set.
    static func expand(_ path: String, _ environment: [String: String]) -> String? {
        guard let slash = path.firstIndex(of: "/") else { return nil }
        let (first, rest) = (path[..<slash], path[slash...])
        if first.isEmpty { return path }
        let variable = first == "~" ? "HOME" : String(first.dropFirst())
        guard let value = environment[variable], value.hasPrefix("/") else { return nil }
        return value + rest
    }

    /// The folder and those above it, with a name in each.
    private static func places(of name: String, _ folder: String) -> [String] {
        var (places, folder) = ([String](), folder)
        while true {
            places.append(TreeView.join(folder, name))
            if folder.isEmpty { return places }
            folder = folder.lastIndex(of: "/").map { String(folder[..<$0]) } ?? ""
        }
    }
}

extension Files {
    /// Whether a file is there that somebody may run.
    fileprivate static func isProgram(_ path: String) -> Bool {
        guard let status = try? status(of: path) else { return false }
        return status.isRegular && status.mode & 0o111 != 0
    }
}
