import AI
import Git
import JSON
import TestSupport

@testable import Agents

/// A repository whose files the tools of the coding agent work on, one call after the other.
final class ToolPlace {
    let sandbox: Sandbox
    let path: String
    let repository: Repository
    private(set) var tree: AgentTree

    /// - Parameters:
    ///   - files: what the first commit has.
    ///   - script: adds what files alone can't say, for `sh`, before the commit.
    init(_ files: [String: String], policy: AgentPolicy = AgentPolicy(), script: String = "") throws {
        sandbox = try Sandbox()
        path = try sandbox.repository()
        for (file, text) in files { try sandbox.write("\(path)/\(file)", text) }
        try sandbox.script(script, in: path)
        try sandbox.commit("base", files: [:], in: path)
        let hex = try sandbox.git("rev-parse", "HEAD^{tree}", in: path)
        guard let id = ObjectID(hex: hex) else { throw GitError(.other, hex) }
        repository = try Repository(discovering: path, useEnvironment: false)
        tree = AgentTree(tree: id, base: id, policy: policy)
    }

    /// What a tool says.
    func call(_ name: String, _ arguments: JSON.Object = [:]) throws -> String {
        try call(name, text: JSON.object(arguments).canonical)
    }

    /// The same with arguments as a model has written them.
    func call(_ name: String, text: String) throws -> String {
        guard let tool = AgentTools.tool(name) else { throw ToolError("no tool: \(name)") }
        let body: AgentTool.TreeWork
        switch tool.effect {
        case .look(let work), .change(let work): body = work
        case .check, .ask, .finish: throw ToolError("no tool of trees: \(name)")
        }
        var changed = tree
        let answer = try body(try ToolArguments(text, for: tool.definition), &changed, repository)
        tree = changed
        return answer
    }

    /// What a tool says where it refuses; fails where it does not.
    func refusal(_ name: String, _ arguments: JSON.Object = [:]) -> String {
        let before = tree.tree
        do {
            return "done: \(try call(name, arguments))"
        } catch let error as ToolError {
            return tree.tree == before ? error.words : "changed: \(error.words)"
        } catch {
            return "\(error)"
        }
    }

    /// All files as they are now, with what they hold; modes other than that of a file stand in front.
    func files() throws -> [String: String] {
        var files: [String: String] = [:]
        for line in try sandbox.git("ls-tree", "-rz", tree.tree.hex, in: path).split(separator: "\0") {
            let parts = line.split(separator: "\t", maxSplits: 1)
            let (words, name) = (parts[0].split(separator: " "), String(parts[1]))
            let text =
                words[1] == "blob"
                ? try sandbox.gitOutcome("cat-file", "blob", String(words[2]), in: path).stdout : ""
            files[name] = words[0] == "100644" ? text : "\(words[0]):\(text)"
        }
        return files
    }
}

extension ToolError {
    /// All of it, without a fence.
    var words: String { message + (quoted.isEmpty ? "" : ":\n\(quoted)") }
}
