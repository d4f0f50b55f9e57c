import Agents
import Git
import TestSupport
import Testing

/// Hunks whose lines stand elsewhere than they say.
struct PatchPlaceTests {
    private static let text = (1...20).map { "line \($0)\n" }.joined()

    @Test(arguments: [1, 5, 10, 30]) func `a hunk is found at the nearest place`(_ start: Int) throws {
        let sandbox = try PatchSandbox(["f": Self.text])
        let patch = "--- a/f\n+++ b/f\n@@ -\(start),3 +\(start),3 @@\n line 9\n-line 10\n+ten\n line 11\n"
        #expect(try sandbox.files(after: patch)["f"] == Self.text.replacing("line 10\n", with: "ten\n"))
    }

    @Test func `what was found elsewhere is told`() throws {
        let sandbox = try PatchSandbox(["f": Self.text])
        let patch = "--- a/f\n+++ b/f\n@@ -5 +5 @@\n-line 7\n+7\n@@ -10 +10 @@\n-line 12\n+12\n"
        let repository = try Repository(discovering: sandbox.path, useEnvironment: false)
        let tree = try #require(
            ObjectID(hex: try sandbox.sandbox.git("rev-parse", "HEAD^{tree}", in: sandbox.path)))
        let outcome = try PatchApplication(patch: Array(patch.utf8)).apply(to: tree, in: repository)
        #expect(outcome.remarks == ["hunk 1 of 'f' fits at line 7, 2 lines below its place"])
    }

    @Test func `hunks stay in their order`() throws {
        let sandbox = try PatchSandbox(["f": "a\nb\na\nb\n"])
        let patch = "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+1\n@@ -2 +2 @@\n-a\n+2\n"
        #expect(try sandbox.files(after: patch)["f"] == "1\nb\n2\nb\n")
    }

    @Test func `ends of lines are those of the file`() throws {
        let sandbox = try PatchSandbox(["w": "a\r\nb\r\nc\r\n", "u": "a\nb\nc\n", "n": "a\nb"])
        let hunk = "@@ -1,2 +1,3 @@\n a\n-b\n+x\n+y\n"
        #expect(try sandbox.files(after: "--- a/w\n+++ b/w\n\(hunk)")["w"] == "a\r\nx\r\ny\r\nc\r\n")
        let windows = "--- a/u\n+++ b/u\n\(hunk)".replacing("\n", with: "\r\n")
        #expect(try sandbox.files(after: windows)["u"] == "a\nx\ny\nc\n")
        #expect(
            try sandbox.files(after: "--- a/n\n+++ b/n\n@@ -1,2 +1,3 @@\n a\n b\n+c\n")["n"] == "a\nb\nc\n")
    }
}
