import Agents
import Domain
import TestSupport
import Testing

/// Patches that don't apply. Whatever the reason, nothing has changed.
struct PatchErrorTests {
    private static let files = ["f": "one\ntwo\nthree\n", "d/g": "g\n", "link": "x"]

    @Test func `a conflict says what was expected and found`() throws {
        let sandbox = try PatchSandbox(Self.files)
        let patch =
            "--- a/d/g\n+++ b/d/g\n@@ -1 +1 @@\n-g\n+h\n--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n one\n-zwei\n+2\n three\n"
        let error = try #require(sandbox.error(of: patch))
        #expect((error.kind, error.file, error.hunk) == (.conflict, "f", 1))
        #expect(
            error.details == """
                hunk 1 of 'f' does not apply at line 2
                expected: zwei
                expected: three
                found:    two
                found:    three
                """)
    }

    @Test(
        arguments: [
            ("../f", "path '../f' does not lie in the tree"),
            ("/etc/passwd", "path '/etc/passwd' does not lie in the tree"),
            ("d/../../f", "path 'd/../../f' does not lie in the tree"),
            (".git/config", "path '.git/config' is one of Git's own"),
            ("d/.GIT/hooks/x", "path 'd/.GIT/hooks/x' is one of Git's own"),
            ("git~1/config", "path 'git~1/config' is one of Git's own"),
            (".g\u{200C}it/config", "path '.g\u{200C}it/config' is one of Git's own"),
            (".git /config", "path '.git /config' is one of Git's own"),
            ("a\\b", "path 'a\\b' does not lie in the tree"),
            ("f/x", "path 'f/x' lies below a file, 'f'"),
        ])
    func `paths outside of the tree are refused`(_ path: String, _ message: String) throws {
        let sandbox = try PatchSandbox(Self.files)
        for header in ["diff --git a/\(path) b/\(path)\nnew file mode 100644\n", ""] {
            let patch = header + "--- /dev/null\n+++ b/\(path)\n@@ -0,0 +1 @@\n+x\n"
            let error = sandbox.error(of: patch)
            #expect(error?.message == message)
            #expect(error?.kind == .forbidden)
        }
        let rename = "diff --git a/f b/\(path)\nsimilarity index 100%\nrename from f\nrename to \(path)\n"
        // A file may become a folder of its name.
        if path != "f/x" { #expect(sandbox.error(of: rename)?.kind == .forbidden) }
    }

    @Test func `nothing is written through a link, and links stay in the tree`() throws {
        let sandbox = try PatchSandbox(Self.files)
        let link = { (path: String, target: String) in
            "diff --git a/\(path) b/\(path)\nnew file mode 120000\n--- /dev/null\n+++ b/\(path)\n@@ -0,0 +1 @@\n+\(target)\n\\ No newline at end of file\n"
        }
        let file =
            "diff --git a/l/x b/l/x\nnew file mode 100644\n--- /dev/null\n+++ b/l/x\n@@ -0,0 +1 @@\n+x\n"
        #expect(try sandbox.files(after: link("d/l", "../f"))["d/l"] == "120000:../f")
        #expect(
            sandbox.error(of: link("l", "d") + file)?.message == "path 'l/x' lies below a symbolic link, 'l'")
        for target in ["/etc", "../x", "d/../../x"] {
            #expect(sandbox.error(of: link("l", target))?.kind == .forbidden)
        }
        // Also where no mode is new.
        let other =
            link("l", "f")
            + "diff --git a/l b/l\nindex 1..2 120000\n--- a/l\n+++ b/l\n@@ -1 +1 @@\n-f\n\\ No newline at end of file\n+/etc/passwd\n\\ No newline at end of file\n"
        #expect(
            sandbox.error(of: other)?.message == "link 'l' leads out of the tree, to '/etc/passwd'")
    }

    @Test(
        arguments: [
            ("", "there is no patch in the text"), ("hello\nworld\n", "there is no patch in the text"),
            ("@@ -1 +1 @@\n-a\n+b\n", "line 1 of the patch is a hunk of no file"),
            (
                "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n one\n",
                "hunk 1 of 'b/f' has other numbers of lines than its header says"
            ),
            (
                "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-one\n+1\n+2\n",
                "hunk 1 of 'b/f' has other numbers of lines than its header says"
            ),
            (
                "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n one\nx\n",
                "hunk 1 of 'b/f' ends at line 5 of the patch, before its end"
            ),
            ("--- a/f\n+++ b/f\n@@ one @@\n-one\n", "line 3 of the patch is no header of a hunk"),
            (
                "diff --git a/b b/b\nindex 1..2 100644\nBinary files a/b and b/b differ\n",
                "the patch of 'b/b' names a binary file without its content ('git diff --binary' has it)"
            ),
        ])
    func `what is no patch is said`(_ patch: String, _ message: String) throws {
        let error = #expect(throws: PatchError.self) { try Patch(parsing: Array(patch.utf8)) }
        #expect(error?.message == message)
        #expect(error?.kind == (message.hasPrefix("there is no patch") ? .absent : .unreadable))
    }

    @Test(
        arguments: [
            ("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n", "the patch changes 'x', which does not exist"),
            ("--- /dev/null\n+++ b/f\n@@ -0,0 +1 @@\n+a\n", "'f' is new in the patch, and exists already"),
            (
                "--- a/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-one\n",
                "'f' goes with the patch, and has more in it than that says"
            ),
            (
                "diff --git a/f b/d/g\nsimilarity index 100%\nrename from f\nrename to d/g\n",
                "'f' can't become 'd/g', which exists already"
            ),
            ("diff --git a/d b/d\nold mode 100644\nnew mode 100755\n", "'d' is a folder"),
            ("diff --git a/f b/f\nold mode 100644\nnew mode 160000\n", "'f' can't get the mode 160000"),
        ])
    func `files that are not as the patch has them are told`(_ patch: String, _ message: String) throws {
        #expect(try PatchSandbox(Self.files).error(of: patch)?.message == message)
    }

    @Test func `a block that shows how outputs differ is no patch, and harms none`() throws {
        let sandbox = try PatchSandbox(Self.files)
        let shown = SuggestedChange(.patch, text: "-expected\n+actual\n", line: 3)
        let patch = SuggestedChange(.patch, text: "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-one\n+1\n", line: 9)
        #expect(try sandbox.files(after: PatchApplication([shown, patch]))["f"] == "1\ntwo\nthree\n")
        let error = #expect(throws: PatchError.self) { try PatchApplication([shown]) }
        #expect(error?.message == "line 3 of the issue: there is no patch in the text")
    }

    @Test func `a hunk that fits nowhere in a long file is told soon`() throws {
        let sandbox = try PatchSandbox(["f": String(repeating: "x\n", count: 3_000)])
        let lines = String(repeating: " x\n", count: 1_999)
        let patch = "--- a/f\n+++ b/f\n@@ -1,2000 +1,1999 @@\n\(lines)-y\n"
        #expect(sandbox.error(of: patch)?.message == "hunk 1 of 'f' does not apply at line 2000")
    }

    @Test func `suggestions need a file, lines and room`() throws {
        let sandbox = try PatchSandbox(Self.files)
        let error = { (form: [SuggestedChange.Form]) throws -> String? in
            do {
                _ = try sandbox.files(
                    after: PatchApplication(form.map { SuggestedChange($0, text: "x\n", line: 7) }))
                return nil
            } catch { return (error as? PatchError)?.message }
        }
        #expect(try error([]) == "the issue brings no patch along")
        #expect(
            try error([.replacement(path: nil, lines: nil)])
                == "the suggestion at line 7 of the issue names no file and lines")
        #expect(
            try error([.replacement(path: "f", lines: 3...4)])
                == "the suggestion is for lines 3 to 4 of 'f', which has 3")
        #expect(
            try error([.replacement(path: "f", lines: 1...2), .replacement(path: "f", lines: 2...3)])
                == "two changes are for the same lines of 'f'")
        #expect(
            try error([.replacement(path: "../f", lines: 1...1)]) == "path '../f' does not lie in the tree")
        #expect(try error([.patch]) == "line 7 of the issue: there is no patch in the text")
    }
}
