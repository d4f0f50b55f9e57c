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
        #expect(throws: ContextError.self) {
            _ = try finder.find(ContextQuery("x y z"), at: .zero, in: repository)
        }
    }
}
