import JSON
import Testing

@testable import Agents

/// What the coding agent may neither see nor change, whatever a model asks for.
struct BoundaryTests {
    /// Every way to name a path, with what it may be.
    private static func calls(_ path: String) -> [(String, JSON.Object)] {
        let name = JSON.string(path)
        return [
            ("read_file", ["path": name]), ("create_file", ["path": name, "text": "x", "overwrite": true]),
            ("edit_file", ["path": name, "old_text": "a", "new_text": "b"]), ("delete_file", ["path": name]),
            ("move_file", ["path": name, "new_path": "y"]), ("move_file", ["path": "a", "new_path": name]),
        ]
    }

    @Test(arguments: [
        "../x", "/etc/passwd", "a/../../x", "src/../a", "", "..", "a//b", "\\x", "x\u{0}y", "x\ny",
    ])
    func `a path that leaves the tree is refused`(path: String) throws {
        let place = try ToolPlace(["a": "a"])
        for (name, arguments) in Self.calls(path) {
            #expect(place.refusal(name, arguments).contains("does not lie in the tree"), "\(name)")
        }
        if !path.isEmpty {
            for name in ["list_files", "search"] {
                let refusal = place.refusal(
                    name,
                    name == "search" ? ["folder": .string(path), "text": "x"] : ["folder": .string(path)])
                #expect(refusal.contains("does not lie in the tree"), "\(name): \(refusal)")
            }
        }
    }

    @Test(arguments: [
        ".git/config", "src/.git/hooks/x", ".GIT/config", ".git. /x", "git~1/x", ".g\u{200C}it/x",
    ])
    func `what is Git's own is refused`(path: String) throws {
        let place = try ToolPlace(["a": "a"])
        for (name, arguments) in Self.calls(path) {
            #expect(place.refusal(name, arguments).contains("is one of Git's own"), "\(name)")
        }
    }

    @Test func `a link is named and not followed, and can't be made to lead elsewhere`() throws {
        let place = try ToolPlace(["a": "a"], script: "ln -s /etc/passwd out; ln -s a in; ln -s /etc dir")
        #expect(place.refusal("read_file", ["path": "out"]) == "'out' is a symbolic link:\n/etc/passwd")
        for path in ["dir/passwd", "in/x"] {
            for (name, arguments) in Self.calls(path) {
                #expect(place.refusal(name, arguments).contains("lies below a symbolic link"), "\(name)")
            }
        }
        for path in ["out", "in"] {
            let arguments: JSON.Object = ["path": .string(path), "text": "b", "overwrite": true]
            #expect(
                place.refusal("create_file", arguments)
                    == "'\(path)' is a symbolic link; delete it to put a file there")
        }
        #expect(try place.call("move_file", ["path": "in", "new_path": "other"]) == "moved 'in' to 'other'")
        #expect(
            place.refusal("move_file", ["path": "out", "new_path": "other2"]).contains(
                "leads out of the tree"))
        #expect(try place.call("delete_file", ["path": "out"]) == "deleted 'out'")
    }

    @Test(arguments: [
        ".autowrk/verify.yml", ".autowrk/policy.yml", ".autowrk", ".gitmodules", "ci/x", "a.lock",
    ])
    func `what is protected can be looked at and not changed`(path: String) throws {
        let place = try ToolPlace(
            ["a": "a", ".autowrk/verify.yml": "a", ".gitmodules": "a", "ci/x": "a", "a.lock": "a"],
            policy: AgentPolicy(protected: ["ci/**", "*.lock"]))
        for (name, arguments) in Self.calls(path).dropFirst() {
            let refusal = place.refusal(name, arguments)
            #expect(
                refusal.contains("may not be changed") || refusal.contains("exists already")
                    || refusal.contains("is a folder") || refusal.contains("there is no file"),
                "\(name): \(refusal)")
        }
        if path != ".autowrk", path != ".autowrk/policy.yml" {
            #expect(try place.call("read_file", ["path": .string(path)]) == "1\ta")
        }
    }

    @Test func `what is hidden is neither read, found, listed nor hinted at`() throws {
        let place = try ToolPlace(
            ["a": "a", "secret/key.pem": "private", "deep/.env": "private", "b.env": "private"],
            policy: AgentPolicy(hidden: ["secret", "**/.env", "b.env"]))
        for path in ["secret/key.pem", "deep/.env", "b.env", "secret/new"] {
            for (name, arguments) in Self.calls(path) {
                #expect(
                    place.refusal(name, arguments) == "'\(path)' may not be looked at", "\(name)")
            }
            #expect(try place.call("search", ["text": "private"]) == "nothing found")
            let below = place.refusal("search", ["text": "private", "folder": .string(path)])
            #expect(!below.contains(":1:"), "\(below)")
            let listed = place.refusal("list_files", ["folder": .string(path)])
            #expect(!listed.hasSuffix(path), "\(listed)")
        }
        #expect(try place.call("list_files", ["recursive": true]) == "a")
        #expect(place.refusal("read_file", ["path": "key.pem"]) == "there is no file 'key.pem'")
    }

    @Test func `a pattern with an exclamation mark takes paths out again`() throws {
        let policy = AgentPolicy(protected: ["docs/**", "!docs/free.md"], hidden: ["s/**", "!s/open"])
        #expect(policy.mayChange("docs/free.md") && !policy.mayChange("docs/x.md"))
        #expect(policy.mayRead("s/open") && !policy.mayRead("s/x"))
        #expect(!AgentPolicy(protected: ["!.autowrk"]).mayChange(".autowrk/policy.yml"))
    }

    @Test func `what servers run is protected unless the repository says otherwise`() {
        for path in [".github/workflows/ci.yml", ".gitlab-ci.yml", ".circleci/config.yml", "Jenkinsfile"] {
            #expect(!AgentPolicy().mayChange(path) && AgentPolicy().mayRead(path), "\(path)")
        }
        #expect(AgentPolicy().mayChange(".github/CODEOWNERS") && AgentPolicy().mayChange("src/Jenkins.java"))
        #expect(AgentPolicy(protected: ["!.github/workflows"]).mayChange(".github/workflows/ci.yml"))
    }

    @Test func `a tool that is not allowed is not offered, finish always is`() {
        #expect(
            AgentPolicy(tools: ["read_file"]).tools(inSandbox: false).map(\.name) == ["read_file", "finish"])
        #expect(AgentPolicy(tools: []).tools(inSandbox: false).map(\.name) == ["finish"])
        #expect(AgentPolicy().tools(inSandbox: false).count == AgentTools.all.count)
    }
}
