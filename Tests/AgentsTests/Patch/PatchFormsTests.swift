import Agents
import Domain
import Git
import TestSupport
import Testing

/// Every form in which patches come.
struct PatchFormsTests {
    private static let text = "one\ntwo\nthree\nfour\nfive\n"
    private static let changed = "one\n2\nthree\nfour\nfive\n"
    private static let hunk = "@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n"

    @Test(
        arguments: [
            "diff --git a/d/f.txt b/d/f.txt\nindex 1..2 100644\n--- a/d/f.txt\n+++ b/d/f.txt\n",
            "diff --git d/f.txt d/f.txt\n--- d/f.txt\n+++ d/f.txt\n",
            "diff --git i/d/f.txt w/d/f.txt\n--- i/d/f.txt\n+++ w/d/f.txt\n",
            "--- a/d/f.txt\n+++ b/d/f.txt\n", "--- d/f.txt\n+++ d/f.txt\n",
            "--- d/f.txt.orig\t2024-01-01 00:00:00\n+++ d/f.txt\t2024-01-01 00:00:00\n",
            "--- old/d/f.txt\n+++ new/d/f.txt\n", "--- ./d/f.txt\n+++ ./d/f.txt\n",
            "Index: d/f.txt\n=====\n--- d/f.txt\t(revision 1)\n+++ d/f.txt\t(working copy)\n",
            "From 01 Mon Sep 17 00:00:00 2001\nSubject: x\n\n---\n d/f.txt | 2 +-\n\ndiff --git a/d/f.txt b/d/f.txt\n--- a/d/f.txt\n+++ b/d/f.txt\n",
        ])
    func `headers name the file`(_ header: String) throws {
        let sandbox = try PatchSandbox(["d/f.txt": Self.text, "g": "g"])
        #expect(try sandbox.files(after: header + Self.hunk) == ["d/f.txt": Self.changed, "g": "g"])
        #expect(try sandbox.files(after: header + Self.hunk + "-- \n2.39.5\n\n")["d/f.txt"] == Self.changed)
        let windows = (header + Self.hunk).replacing("\n", with: "\r\n")
        #expect(try sandbox.files(after: windows)["d/f.txt"] == Self.changed)
    }

    @Test func `what git diff writes is applied as Git applies it`() throws {
        let base = [
            "keep": "k\n", "edit.txt": Self.text, "gone": "g\n", "old name": Self.text,
            "run.sh": "#!/bin/sh\n",
            "crlf.txt": Self.text.replacing("\n", with: "\r\n"), "noend": "a\nb", "empty": "", "größe": "x\n",
            "deep/er/file": "1\n2\n",
        ]
        let sandbox = try PatchSandbox(base)
        let box = sandbox.sandbox
        let script = """
            printf 'one\\n2\\nthree\\nfour\\nfive\\nsix\\n' > edit.txt; rm gone; git mv 'old name' 'new name'
            chmod +x run.sh; printf 'one\\r\\n2\\r\\nthree\\r\\nfour\\r\\nfive\\r\\n' > crlf.txt
            printf 'a\\nb\\n' > noend; printf 'x' > empty; printf 'y\\n' > größe; ln -s keep link
            printf 'a\\000b' > binary; git mv deep/er deep/est; printf 'n' > new; chmod +x new; : > void
            git add -A; git commit -qm change
            """
        #expect(try box.run(["/bin/sh", "-ec", script], in: sandbox.path).status == 0)
        let wanted = try box.git("rev-parse", "HEAD^{tree}", in: sandbox.path)
        for options in [
            ["-M"], ["--no-renames"], ["-M", "--no-prefix"], ["-U0"], ["--full-index", "-C", "-C"],
        ] {
            let diff = try box.gitOutcome(
                ["-c", "diff.mnemonicPrefix=false", "diff", "--binary"] + options + ["HEAD^", "HEAD"],
                in: sandbox.path
            ).stdout
            let repository = try Repository(discovering: sandbox.path, useEnvironment: false)
            let before = try #require(
                ObjectID(hex: try box.git("rev-parse", "HEAD^^{tree}", in: sandbox.path)))
            let outcome = try PatchApplication(patch: Array(diff.utf8)).apply(to: before, in: repository)
            #expect(outcome.tree.description == wanted, "\(options)")
            #expect(outcome.remarks == [])
        }
    }

    @Test func `a series of mails is applied one after the other`() throws {
        let sandbox = try PatchSandbox(["f": Self.text])
        let box = sandbox.sandbox
        try box.commit("first", files: ["f": Self.changed, "new": "1\n"], in: sandbox.path)
        try box.commit("second", files: ["f": Self.changed + "six\n", "new": "1\n2\n"], in: sandbox.path)
        let mails = try box.gitOutcome("format-patch", "--stdout", "HEAD~2", in: sandbox.path).stdout
        try box.git("reset", "-q", "--hard", "HEAD~2", in: sandbox.path)
        #expect(try sandbox.files(after: mails) == ["f": Self.changed + "six\n", "new": "1\n2\n"])
    }

    @Test func `files swap their places`() throws {
        let sandbox = try PatchSandbox(["a": "a\n", "b": "b\n"])
        let move = { (from: String, to: String) in
            "diff --git a/\(from) b/\(to)\nsimilarity index 100%\nrename from \(from)\nrename to \(to)\n"
        }
        #expect(try sandbox.files(after: move("a", "b") + move("b", "a")) == ["a": "b\n", "b": "a\n"])
    }

    @Test func `what diff -u writes of new and deleted files is read`() throws {
        let sandbox = try PatchSandbox(["d/f": "x\n", "g": "g\n"])
        let new = "--- /dev/null\n+++ b/d/n\n@@ -0,0 +1,2 @@\n+a\n+b\n\\ No newline at end of file\n"
        #expect(try sandbox.files(after: new)["d/n"] == "a\nb")
        let named = "--- d/n\t1970-01-01 00:00:00\n+++ d/n\t2024-01-01\n@@ -0,0 +1 @@\n+a\n"
        #expect(try sandbox.files(after: named)["d/n"] == "a\n")
        #expect(try sandbox.files(after: "--- a/d/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n") == ["g": "g\n"])
    }

    @Test func `suggestions replace lines`() throws {
        let sandbox = try PatchSandbox(["f": Self.text, "w": "1\r\n2\r\n3"])
        let changes = [
            SuggestedChange(.replacement(path: "f", lines: 2...3), text: "2\n3\n3b\n", line: 1),
            SuggestedChange(.replacement(path: "f", lines: 5...5), text: "", line: 2),
            SuggestedChange(.replacement(path: "w", lines: 2...3), text: "zwei\ndrei\n", line: 3),
        ]
        let files = try sandbox.files(after: PatchApplication(changes))
        #expect(files == ["f": "one\n2\n3\n3b\nfour\n", "w": "1\r\nzwei\r\ndrei"])
    }
}
