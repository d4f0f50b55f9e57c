import JSON
import TestSupport
import Testing

/// `context` from the outside: what it prints, and where it may be called.
@Suite struct ContextCommandTests {
    let clone: Clone

    private static let issue = """
        # Umlauts in addresses are lost

        `encode_address` drops them.
        """

    init() throws {
        clone = try Clone()
        try clone.sandbox.commit(
            "mail",
            files: [
                "src/mail.py": "def encode_address(text):\n\treturn text.encode('ascii', 'ignore')\n",
                "src/shop.py": "def total(items):\n    return sum(items)\n",
                "tests/test_mail.py": "def test_encode_address():\n    pass\n",
            ], in: clone.path)
        try clone.sandbox.write("\(clone.path)/../issue.md", Self.issue)
    }

    @Test func `files are listed with their reasons, the best first`() throws {
        let outcome = try clone.autowrk("context", "--issue", "../issue.md")
        #expect(outcome.status == 0)
        let lines = outcome.stdout.split(separator: "\n")
        #expect(lines.first?.contains("src/mail.py") == true)
        #expect(lines.first?.contains("it defines 'encode_address'") == true)
        #expect(outcome.stderr.contains("4 files searched"))
        let piped = try clone.autowrk("context", "--issue", "-", input: Self.issue)
        #expect(piped == outcome)
    }

    @Test func `excerpts are shown on request, without tabs that move the cursor`() throws {
        let outcome = try clone.autowrk("context", "--issue", "../issue.md", "--excerpts", "--limit", "1")
        #expect(outcome.stdout.contains("src/mail.py:1-2\ndef encode_address(text):\n    return text"))
    }

    @Test func `excerpts have all lines of a file, with CRLF and without an end of the last one`() throws {
        try clone.sandbox.commit(
            "windows",
            files: [
                "src/crlf.py": "def umlaut_one():\r\n    return 1\r\n",
                "src/open.py": "def umlaut_two():\n    return 2",
                "src/blank.py": "\n\ndef umlaut_three(): ...\n\n",
            ], in: clone.path)
        let outcome = try clone.autowrk(
            "context", "--issue", "-", "--excerpts",
            input: "# Wrong\n\n`umlaut_one`, `umlaut_two` and `umlaut_three` are.\n")
        #expect(outcome.stdout.contains("src/crlf.py:1-2\ndef umlaut_one():\n    return 1\n"))
        #expect((outcome.stdout + "\n").contains("src/open.py:1-2\ndef umlaut_two():\n    return 2\n\n"))
        #expect((outcome.stdout + "\n").contains("src/blank.py:1-4\n\n\ndef umlaut_three(): ...\n\n\n"))
        #expect(!outcome.stdout.contains("\r"))
    }

    @Test func `the tree of the default branch is searched, as for a run, unless another one is named`()
        throws
    {
        try clone.sandbox.git("checkout", "--quiet", "-b", "topic", in: clone.path)
        try clone.sandbox.commit(
            "elsewhere", files: ["src/encode_address.py": "def encode_address(text): pass\n"], in: clone.path)
        let outcome = try clone.autowrk("context", "--issue", "../issue.md")
        #expect(!outcome.stdout.contains("src/encode_address.py"))
        #expect(outcome.stderr.contains("4 files searched"))
        let named = try clone.autowrk("context", "--issue", "../issue.md", "--base", "HEAD")
        #expect(named.stdout.contains("src/encode_address.py"))
        #expect(named.stderr.contains("5 files searched"))
    }

    @Test func `without a commit there is nothing to search`() throws {
        let empty = Clone(try clone.sandbox.repository("empty"), in: clone.sandbox)
        let outcome = try empty.autowrk("context", "--issue", "-", input: Self.issue)
        #expect(outcome.status == 2)
        #expect(outcome.stderr.contains("cannot search for files: there is no commit yet"))
    }

    @Test func `json has base, files, reasons and excerpts within the budget`() throws {
        let outcome = try clone.autowrk(
            "context", "--issue", "../issue.md", "--json", "--limit", "2", "--budget", "40")
        let document = try JSON(parsing: outcome.stdout)
        let files = try #require(document["files"]?.arrayValue)
        #expect(files.count == 2)
        #expect(files[0]["path"]?.stringValue == "src/mail.py")
        #expect(files[0]["kind"]?.stringValue == "source")
        #expect(files[0]["reasons"]?.arrayValue?.isEmpty == false)
        let excerpts = files.flatMap { $0["excerpts"]?.arrayValue ?? [] }
        #expect(!excerpts.isEmpty)
        let tokens = try #require(document["tokens"]?.integerValue)
        #expect(tokens > 0 && tokens <= 40)
        #expect(excerpts.reduce(0) { $0 + ($1["tokens"]?.integerValue ?? 0) } == tokens)
        #expect(document["base"]?.stringValue == (try clone.sandbox.git("rev-parse", "HEAD", in: clone.path)))
    }

    @Test(arguments: [
        (["context"], 2, "needs an issue"), (["context", "--issue", "missing.md"], 2, "missing.md"),
        (["context", "--issue", "../issue.md", "--base", "nowhere"], 2, "'nowhere' is not a commit"),
        (["context", "--issue", "../issue.md", "--limit", "0"], 2, "--limit"),
    ])
    func `wrong use is told`(words: [String], status: Int, message: String) throws {
        let outcome = try clone.sandbox.autowrk(words, in: clone.path)
        #expect(outcome.status == Int32(status))
        #expect(outcome.stdout == "")
        #expect(outcome.stderr.contains(message))
    }

    @Test func `several at once find the same`() throws {
        let outcome = try clone.shell(
            """
            for n in 1 2 3 4 5; do git-autowrk context --issue ../issue.md --json > ../out$n 2> ../err$n & done
            wait
            cat ../err* >&2
            for n in 2 3 4 5; do cmp ../out1 ../out$n || exit 1; done
            """)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(outcome.stderr == "")
    }

    @Test func `a repository that can't be written is searched all the same`() throws {
        let before = try clone.sandbox.snapshot(of: clone.path)
        let outcome = try clone.isolated(
            """
            mount --bind . . && mount -o remount,bind,ro . && cd "$PWD" || exit 99
            git-autowrk context --issue ../issue.md
            """)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(outcome.stdout.contains("src/mail.py"))
        #expect(outcome.stderr.contains("the index could not be kept"))
        #expect(try clone.sandbox.snapshot(of: clone.path) == before)
    }

    @Test func `the working directory is neither read nor changed`() throws {
        try clone.sandbox.write("\(clone.path)/src/dirty.py", "def encode_address(): pass\n")
        try clone.sandbox.write("\(clone.path)/src/mail.py", "")
        let before = try clone.sandbox.git("status", "--porcelain", in: clone.path)
        let outcome = try clone.autowrk("context", "--issue", "../issue.md")
        #expect(!outcome.stdout.contains("dirty.py"))
        #expect(outcome.stdout.split(separator: "\n").first?.contains("src/mail.py") == true)
        #expect(try clone.sandbox.git("status", "--porcelain", in: clone.path) == before)
    }
}
