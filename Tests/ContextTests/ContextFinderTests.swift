import Git
import SQLite
import TestSupport
import Testing

@testable import Context

@Suite struct ContextFinderTests {
    let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    private static let project = [
        "src/shop/cart.py": """
        class Cart:
            def add_item(self, item):
                self.items.append(item)

            def total_price(self):
                return sum(item.price for item in self.items)

        """,
        "src/shop/invoice.py": """
        from shop.cart import Cart

        def render_invoice(cart):
            # writes the address and the total
            return template.format(total=cart.total_price())

        """,
        "src/shop/mail.py": "def send(address, text):\n    server.deliver(address, text)\n",
        "tests/test_cart.py":
            "from shop.cart import Cart\n\ndef test_total(): assert Cart().total_price() == 0\n",
        "README.md": "A shop with a cart, an invoice and mail.\n",
        "pyproject.toml": "[project]\nname = 'shop'\n",
    ]

    private func first(_ issue: String, in top: String) throws -> RankedFile {
        try #require(try sandbox.find(issue, in: top).files.first)
    }

    @Test(arguments: [
        ("Wrong result\n\nSee `src/shop/mail.py`.", "src/shop/mail.py", "the issue names it"),
        ("Wrong result\n\nIn shop.invoice something is off.", "src/shop/invoice.py", "it is the module of"),
        ("Wrong result of `total_price`", "src/shop/cart.py", "it defines 'total_price'"),
        ("The delivered mail goes to the wrong server", "src/shop/mail.py", "has 'delivered'"),
    ])
    func `the file that is meant comes first, with the reason`(
        issue: String, path: String, reason: String
    ) throws {
        let file = try first(issue, in: try sandbox.repository(files: Self.project))
        #expect(file.path == path)
        #expect(file.reasons.contains { $0.contains(reason) }, "\(file.reasons)")
    }

    @Test func `files of a stack trace come first, the innermost frame counts most`() throws {
        let issue = """
            It crashes

            ```
            Traceback (most recent call last):
              File "/usr/lib/python3/site-packages/shop/invoice.py", line 5, in render_invoice
                return template.format(total=cart.total_price())
              File "/usr/lib/python3/site-packages/shop/mail.py", line 2, in send
                server.deliver(address, text)
            ValueError: nothing
            ```
            """
        let found = try sandbox.find(issue, in: try sandbox.repository(files: Self.project))
        let trace = Dictionary(
            uniqueKeysWithValues: found.files.map { ($0.path, $0.signals["trace"] ?? 0) })
        #expect(Set(found.files.prefix(2).map(\.path)) == ["src/shop/mail.py", "src/shop/invoice.py"])
        #expect(try #require(trace["src/shop/mail.py"]) > #require(trace["src/shop/invoice.py"]))
        #expect(try #require(trace["src/shop/invoice.py"]) > 0.5)
        #expect(trace["src/shop/cart.py"] == 0)
    }

    @Test func `messages of earlier commits lead to what they changed`() throws {
        let top = try sandbox.repository(files: ["a.py": "x = 1\n", "b.py": "y = 1\n", "c.py": "z = 1\n"])
        try sandbox.commit("handle umlauts in addresses", files: ["b.py": "y = 2\n"], in: top)
        try sandbox.commit("tidy up", files: ["a.py": "x = 2\n"], in: top)
        let file = try first("Umlauts in addresses are lost", in: top)
        #expect(file.path == "b.py")
        #expect(file.reasons.contains("changed by commits with similar messages"))
    }

    @Test func `a test comes with what it tests, after it`() throws {
        let top = try sandbox.repository(files: Self.project)
        let paths = try sandbox.find("The total price of a cart is wrong", in: top).files.map(\.path)
        #expect(paths.first == "src/shop/cart.py")
        #expect(paths.contains("tests/test_cart.py"))
    }

    @Test func `an open index, a kept one and none give the same`() throws {
        let top = try sandbox.repository(files: Self.project)
        let issue = "The invoice has the wrong total"
        let first = try sandbox.find(issue, in: top)
        #expect(first.isIndexKept)
        #expect(try sandbox.find(issue, in: top) == first)
        var unkept = try sandbox.find(issue, in: top, index: nil)
        #expect(!unkept.isIndexKept)
        unkept.isIndexKept = true
        #expect(unkept == first)
    }

    @Test func `limits are kept`() throws {
        let top = try sandbox.repository(files: Self.project)
        let issue = "cart, invoice, mail and total"
        #expect(try sandbox.find(issue, in: top, limits: ContextLimits(files: 2)).files.count == 2)
        let tight = try sandbox.find(issue, in: top, limits: ContextLimits(files: 20, tokens: 50))
        #expect(tight.tokens <= 50)
        #expect(tight.files.count > 2)
        #expect(tight.files.flatMap(\.excerpts).reduce(0) { $0 + $1.tokens } == tight.tokens)
        let none = try sandbox.find(issue, in: top, limits: ContextLimits(files: 20, tokens: 0))
        #expect(none.files.flatMap(\.excerpts).isEmpty)
    }

    @Test func `of a large file the places are shown that have the words`() throws {
        let filler = (0..<800).map { "def filler_\($0)(): return \($0) * 2" }
        var lines = filler
        lines.insert("def umlaut_table(): return 'address'", at: 500)
        let top = try sandbox.repository(files: ["big.py": lines.joined(separator: "\n") + "\n"])
        let file = try first("The umlaut table has no address", in: top)
        #expect(file.excerpts.count == 1)
        #expect(file.excerpts[0].lines.contains(501))
        #expect(file.excerpts[0].lines.count < 60)
        #expect(!file.excerpts[0].isWhole)
        #expect(file.excerpts[0].text.contains("umlaut_table"))
    }

    @Test func `of a large file the line is shown that the issue names`() throws {
        let lines = (1...1200).map { "def step_\($0)(value): return value * \($0)" }
        let top = try sandbox.repository(files: ["big.py": lines.joined(separator: "\n") + "\n"])
        let file = try first("The value is wrong\n\nIt happens at big.py:900.", in: top)
        #expect(file.excerpts.contains { $0.lines.contains(890...910) && $0.text.contains("step_900(") })
        let trace = """
            It crashes

            ```
            Traceback (most recent call last):
              File "/app/big.py", line 300, in step_300
              File "/app/big.py", line 700, in step_700
            ValueError: nothing
            ```
            """
        let shown = try first(trace, in: top).excerpts.map(\.lines)
        #expect(shown.contains { $0.contains(700) })
        #expect(shown.contains { $0.contains(300) })
    }

    @Test func `code of others that the issue names is shown, images are not`() throws {
        let top = try sandbox.repository(files: [
            "vendor/zlib/inflate.c": "int inflate(void) { return 0; }\n",
            "gen/parser.py": "# @generated\n" + String(repeating: "table = 1\n", count: 20),
            "src/a.c": "int main(void) { return inflate(); }\n", "src/b.c": "int b;\n",
            "src/c.c": "int c;\n", "src/d.c": "int d;\n", "logo.png": "PNG\0\0\0data\n",
        ])
        let found = try sandbox.find(
            "Wrong sum\n\nSee `vendor/zlib/inflate.c:1`, `gen/parser.py` and `logo.png`.", in: top)
        let files = Dictionary(uniqueKeysWithValues: found.files.map { ($0.path, $0) })
        let vendored = try #require(files["vendor/zlib/inflate.c"])
        #expect(vendored.kind == .vendored)
        #expect(vendored.excerpts.map(\.text) == ["int inflate(void) { return 0; }\n"])
        #expect(vendored.tokens == 10)
        #expect(files["gen/parser.py"]?.excerpts.first?.text.contains("@generated") == true)
        #expect(files["logo.png"]?.excerpts.isEmpty == true)
        #expect(files["logo.png"]?.tokens == 4)
        // Unless it is named, it is only listed.
        let other = try sandbox.find("inflate is wrong", in: top, index: nil).files
        let unnamed = try #require(other.first { $0.path == "vendor/zlib/inflate.c" })
        #expect(unnamed.excerpts.isEmpty)
        #expect(unnamed.tokens == 10)
    }

    @Test func `a file that is too large is listed with its size and not read`() throws {
        let line = String(repeating: "umlaut address ", count: 6) + "\n"
        let text = String(repeating: line, count: (5 << 20) / line.utf8.count)
        let top = try sandbox.repository(files: ["data/umlauts.json": text, "a.py": "umlauts = 1\n"])
        let file = try #require(
            try sandbox.find("The umlauts are wrong, see `data/umlauts.json`", in: top).files
                .first { $0.path == "data/umlauts.json" })
        #expect(file.tokens == TokenEstimate.tokens(ofBytes: text.utf8.count))
        #expect(file.excerpts.isEmpty)
    }

    @Test func `as many files are found as are wanted`() throws {
        let files = (0..<60).map { ("part\($0).py", "umlaut = \($0)\n") }
        let top = try sandbox.repository(files: Dictionary(uniqueKeysWithValues: files))
        let found = try sandbox.find("The umlaut is lost", in: top, limits: ContextLimits(files: 50)).files
        #expect(found.count == 50)
        #expect(found.allSatisfy { !$0.excerpts.isEmpty })
    }

    @Test func `a log of thousands of paths and names is no more than its first few hundred`() throws {
        var files = ["src/umlaut.js": "export function umlaut() {}\n"]
        for number in 0..<300 { files["p\(number)/index.js"] = "export function render() {}\n" }
        let top = try sandbox.repository(files: files)
        let log = (0..<3000).map { "x\($0)/index.js p\($0).render Module\($0).index" }
        let file = try first(
            "umlaut.js: umlaut() is wrong\n\n```\n\(log.joined(separator: "\n"))\n```\n", in: top)
        #expect(file.path == "src/umlaut.js")
    }

    @Test func `another tree than the newest can be searched`() throws {
        let top = try sandbox.repository(files: Self.project)
        try sandbox.git("rm", "--quiet", "src/shop/mail.py", in: top)
        try sandbox.commit("without mail", files: [:], in: top)
        let issue = "mail is not delivered by the server"
        #expect(try !sandbox.find(issue, in: top).files.map(\.path).contains("src/shop/mail.py"))
        let before = try sandbox.find(issue, in: top, at: "HEAD~")
        #expect(before.files.first?.path == "src/shop/mail.py")
    }

    @Test func `bare and shallow clones can be searched`() throws {
        let top = try sandbox.repository(files: Self.project)
        for number in 0..<4 {
            try sandbox.commit("step \(number)", files: ["n.py": "n = \(number)\n"], in: top)
        }
        try sandbox.git("clone", "--quiet", "--bare", top, sandbox.path("bare.git"))
        try sandbox.git("clone", "--quiet", "--depth", "2", "file://\(top)", sandbox.path("shallow"))
        let issue = "mail is not delivered by the server"
        for clone in ["bare.git", "shallow"] {
            let found = try sandbox.find(issue, in: sandbox.path(clone), index: "index-\(clone)")
            #expect(found.files.first?.path == "src/shop/mail.py")
        }
    }

    @Test func `history that a shallow clone gets later counts`() throws {
        let top = try sandbox.repository(files: ["a.py": "x = 1\n", "b.py": "y = 1\n"])
        try sandbox.commit("handle umlauts in addresses", files: ["b.py": "y = 2\n"], in: top)
        for number in 0..<3 {
            try sandbox.commit("tidy up \(number)", files: ["c.py": "z = \(number)\n"], in: top)
        }
        let clone = sandbox.path("shallow")
        try sandbox.git("clone", "--quiet", "--depth", "2", "file://\(top)", clone)
        func history() throws -> Double? {
            let found = try sandbox.find("Umlauts in addresses are lost", in: clone)
            #expect(found.isIndexKept)
            return found.files.first { $0.path == "b.py" }?.signals["history"]
        }
        #expect(try (history() ?? 0) == 0)
        try sandbox.git("fetch", "--quiet", "--unshallow", in: clone)
        #expect(try history() == 1)
        #expect(try history() == 1)
    }

    @Test func `contents that a partial clone gets later are read`() throws {
        let top = try sandbox.repository(files: Self.project)
        try sandbox.git("config", "uploadpack.allowFilter", "true", in: top)
        let clone = sandbox.path("partial")
        try sandbox.git(
            "clone", "--quiet", "--filter=blob:none", "--no-checkout", "file://\(top)", clone)
        let issue = "src/shop/mail.py does not deliver to the server"
        let before = try #require(try sandbox.find(issue, in: clone).files.first)
        #expect(before.path == "src/shop/mail.py")
        #expect(before.kind == .source)
        #expect(before.tokens == 0)
        #expect(before.excerpts.isEmpty)
        try sandbox.git("checkout", "--quiet", "main", in: clone)
        let after = try sandbox.find(issue, in: clone)
        #expect(try after == sandbox.find(issue, in: top, index: "other"))
        #expect(after.files.first?.excerpts.isEmpty == false)
    }

    @Test func `a damaged index and one of another version are built anew`() throws {
        let top = try sandbox.repository(files: Self.project)
        let issue = "mail is not delivered by the server"
        let expected = try sandbox.find(issue, in: top)
        try sandbox.write("index/context.sqlite", String(repeating: "damaged ", count: 4000))
        for suffix in ["-wal", "-shm"] { try sandbox.write("index/context.sqlite\(suffix)", "") }
        #expect(try sandbox.find(issue, in: top) == expected)
        do {
            let database = try Database(path: sandbox.path("index/context.sqlite"))
            try database.execute("PRAGMA user_version = 999; DROP TABLE posting")
        }
        #expect(try sandbox.find(issue, in: top) == expected)
    }

    @Test func `where no folder can be made it works in memory`() throws {
        let top = try sandbox.repository(files: Self.project)
        try sandbox.write("file", "no folder")
        let found = try sandbox.find("mail is not delivered by the server", in: top, index: "file/index")
        #expect(found.files.first?.path == "src/shop/mail.py")
        #expect(!found.isIndexKept)
    }

    @Test func `a commit that is missing is told`() throws {
        let top = try sandbox.repository(files: Self.project)
        let repository = try Repository(at: top)
        var finder = ContextFinder(indexIn: nil)
        let missing = try #require(ObjectID(hex: String(repeating: "1", count: 40)))
        let error = #expect(throws: ContextError.self) {
            _ = try finder.find(ContextQuery("x y z"), at: missing, in: repository)
        }
        #expect(error.map { "\($0)" } == "object not found - no match for id (\(missing))")
        #expect("\(ContextError.index(.busy))" == "the index has failed: database is locked")
    }
}
