import Domain
import Templates
import TestSupport
import Testing

struct SecretScanTests {
    private let scan: SecretScan

    init() throws { scan = try SecretScan(yaml: Templates.secrets) }

    @Test func `keys are found by their shapes, and nothing around them is touched`() {
        for seed: UInt64 in 1...20 {
            var keys = MadeUpKeys(seed: seed)
            for shape in shapesOfKeys {
                let secret = keys.make(shape.secret)
                let text = "first line\n\(shape.before)\(secret)\(shape.behind)\nlast line\n"
                let masked = scan.mask(text)
                #expect(
                    masked.text == "first line\n\(shape.before)***\(shape.behind)\nlast line\n",
                    "\(shape.rule)")
                #expect(
                    masked.findings == [SecretFinding(rule: shape.rule, count: 1)],
                    "\(shape.before)\(shape.secret)")
            }
        }
    }

    @Test(arguments: harmlessLines) func `code and examples stay as they are`(line: String) {
        #expect(scan.masked(line) == line)
        #expect(scan.masked("    \(line)\n") == "    \(line)\n")
    }

    @Test func `masking twice is masking once`() {
        var keys = MadeUpKeys(seed: 7)
        let text = shapesOfKeys.map { $0.before + keys.make($0.secret) + $0.behind }.joined(separator: "\n")
        let once = scan.mask(text)
        #expect(once.findings.reduce(0) { $0 + $1.count } == shapesOfKeys.count)
        #expect(scan.mask(once.text) == MaskedText(text: once.text, findings: []))
    }

    /// Lines of a key in PEM, as they come between BEGIN and END.
    private func pem(_ seed: UInt64, lines: Int = 12) -> [String] {
        var keys = MadeUpKeys(seed: seed)
        return (0..<lines).map { _ in keys.make("{b64}") } + [keys.make("{b10}==")]
    }

    @Test(arguments: ["", "    ", "> ", "  + ", "12 | "])
    func `of a private key no line stays`(prefix: String) {
        let kind = "PRIVATE " + "KEY"
        for header in [[], ["Proc-Type: 4,ENCRYPTED", "DEK-Info: AES-128-CBC,0011", ""]] {
            let lines =
                ["-----BEGIN RSA \(kind)-----"] + header + pem(3) + [
                    "-----END RSA \(kind)-----", "behind it",
                ]
            let text = lines.map { prefix + $0 }.joined(separator: "\n")
            let masked = scan.mask(text)
            for line in pem(3) { #expect(!masked.text.contains(line)) }
            #expect(masked.text.hasSuffix("\(prefix)behind it"))
            #expect(masked.text.contains("\(prefix)-----END RSA \(kind)-----"))
            #expect(masked.findings == [SecretFinding(rule: "private key", count: 1)])
        }
    }

    @Test func `a private key on one line, as in JSON, is one, too`() {
        let kind = "PRIVATE " + "KEY"
        let key = pem(4).joined(separator: "\\n")
        let text = "{\"private_key\": \"-----BEGIN \(kind)-----\\n\(key)\\n-----END \(kind)-----\\n\"}"
        let masked = scan.mask(text)
        for line in pem(4) { #expect(!masked.text.contains(line)) }
        #expect(masked.text.hasSuffix("-----END \(kind)-----\\n\"}"), "\(masked.text)")
    }

    @Test func `a word on private keys hides no code behind it`() {
        let text = """
            let begin = "-----BEGIN PRIVATE KEY-----"
            func read(_ data: Data) throws -> Key {
                abcdefghijklmnopqrstuvwxyz(0123456789)
            }
            -----BEGIN PRIVATE KEY-----
            This is where the key stands, which we do not show.

            """
        #expect(scan.masked(text) == text)
    }

    @Test func `however a text is cut, the same is masked`() {
        var random = SeededGenerator(seed: 42)
        var keys = MadeUpKeys(seed: 9)
        var lines = shapesOfKeys.map { $0.before + keys.make($0.secret) + $0.behind } + harmlessLines
        lines += ["-----BEGIN " + "PRIVATE KEY-----"] + pem(5) + ["-----END " + "PRIVATE KEY-----"]
        let bytes = Array(lines.joined(separator: "\n").utf8)
        let whole = scan.masked(String(decoding: bytes, as: UTF8.self))
        for longest in [1, 3, 17, 400, 5000] {
            var stream = scan.makeStream()
            var (output, rest): ([UInt8], ArraySlice<UInt8>) = ([], bytes[...])
            while !rest.isEmpty {
                let piece = rest.prefix(Int.random(in: 1...longest, using: &random))
                output += stream.feed(Array(piece))
                rest = rest[piece.endIndex...]
            }
            output += stream.finish()
            #expect(String(decoding: output, as: UTF8.self) == whole, "pieces of up to \(longest)")
        }
    }

    @Test func `what can't belong to a key is passed on at once`() {
        var stream = scan.makeStream()
        func feed(_ text: String) -> String { String(decoding: stream.feed(Array(text.utf8)), as: UTF8.self) }
        #expect(feed("running 12 tests ...") == "running 12 tests ...")
        #expect(feed("\rrunning 13 tests, the ap") == "\rrunning 13 tests, the ")
        #expect(feed("ple ") == "apple ")
        #expect(feed("to") == "")
        #expect(feed("day\n") == "today\n")
        #expect(feed("password") == "")
        #expect(feed(": none\nnext") == "password: none\nnex")
        #expect(String(decoding: stream.finish(), as: UTF8.self) == "t")
    }

    @Test func `a line without an end is not held for ever, and its keys are masked`() {
        var keys = MadeUpKeys(seed: 11)
        let key = keys.make("gh" + "p_{a36}")
        var stream = scan.makeStream()
        var output: [UInt8] = []
        for _ in 0..<100 { output += stream.feed(Array(("{\"token\":1,\"k\":\"\(key)\"}," + "{a}").utf8)) }
        for _ in 0..<100 { output += stream.feed([UInt8](repeating: UInt8(ascii: "."), count: 1000)) }
        #expect(output.count > 90_000)
        output += stream.finish()
        #expect(!String(decoding: output, as: UTF8.self).contains(key))
        #expect(stream.findings == [SecretFinding(rule: "GitHub token", count: 100)])
    }

    @Test func `bytes that are no text stay as they are`() {
        var random = SeededGenerator(seed: 3)
        let bytes = (0..<100_000).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        var stream = scan.makeStream()
        #expect(stream.feed(bytes) + stream.finish() == bytes)
    }

    @Test func `findings are told in words, never with what was found`() {
        let findings = [
            SecretFinding(rule: "GitHub token", count: 1), SecretFinding(rule: "secret", count: 3),
        ]
        #expect(findings.text == "GitHub token, secret (3)")
    }

    @Test(
        arguments: [
            ("[]", "line 1, column 1: rules are a mapping"),
            ("rules: {}", "line 1, column 8: this is no list"),
            ("keys: []", "line 1, column 1: unknown key 'keys'"),
            (
                "rules: [{name: a, pattern: b}]",
                "line 1, column 9: a rule has 'name', 'keywords' and 'pattern'"
            ),
            (
                "rules: [{name: a, keywords: [b], pattern: '('}]",
                "line 1, column 43: pattern '(', character 2: missing closing parenthesis"
            ),
            (
                "rules: [{name: a, keywords: [b], pattern: (a), entropy: much}]",
                "line 1, column 57: 'entropy' is no number"
            ),
            (
                "rules: [{name: a, keywords: [b], pattern: (a), block: {}}]",
                "line 1, column 55: 'block' has 'begin', 'line' and 'between'"
            ),
        ])
    func `what is wrong with rules is told with its place`(text: String, message: String) {
        let error = #expect(throws: SecretRulesError.self) { try SecretScan(yaml: Array(text.utf8)) }
        #expect(error?.description == "rules of secrets, \(message)")
    }
}
