import Engine
import JSON
import TestSupport
import Testing

@Suite struct SecretMaskTests {
    private func masked(_ text: String, _ secrets: String...) -> String {
        SecretMask(secrets).apply(to: text)
    }

    @Test func `each occurrence is covered, the longest secret first`() {
        #expect(masked("a secret, a secret!", "secret") == "a ***, a ***!")
        #expect(masked("password1", "password", "password1", "pass") == "***")
        #expect(masked("secretsecret", "secret") == "******")
    }

    @Test func `secrets that overlap leave nothing of each other`() {
        #expect(masked("<abcdef>", "abcd", "cdef") == "<***>")
        #expect(masked("<abcdefgh>", "abcd", "cdef", "fgh") == "<***>")
        #expect(masked("<aaaaa>", "aa") == "<***>")
    }

    @Test func `what is empty or white space hides nothing`() {
        #expect(SecretMask(["", " \n\t"]).isEmpty)
        #expect(masked("a b", "", " ", "\n") == "a b")
        #expect(masked("", "secret") == "")
    }

    @Test func `a number that holds a secret becomes a text without it`() {
        let mask = SecretMask(["12345678"])
        let value: JSON = [.integer(12_345_678), .number(0.123_456_78), .integer(1234), true, .null]
        #expect(mask.apply(to: value) == ["***", "0.***", .integer(1234), true, .null])
    }

    @Test func `a secret of one character is one, too`() { #expect(masked("x=1;", "1") == "x=***;") }

    @Test func `the lines of a secret are secrets, but not its braces`() {
        let key = "{\n  first line\r\nsecond line\n}\n"
        #expect(masked("1: first line\n2: second line {}", key) == "1: ***\n2: *** {}")
        #expect(masked(key, key) == "***")
        #expect(masked("[a token]", " a token\n") == "[***]")
    }

    @Test(arguments: [
        (#"a"b\c"#, #"{"key":"a\"b\\c"}"#, #"{"key":"***"}"#),
        ("line\ttab", #""line\ttab""#, #""***""#),
        ("geheim-ü", #""geheim-\u00fc""#, #""***""#),
        ("a&b<c", #""a\u0026b\u003cc""#, #""***""#),
        ("ab/cd", #""ab\/cd""#, #""***""#),
        ("p@ss w/rd", "https://u:p%40ss%20w%2Frd@host", "https://u:***@host"),
        ("p@ss w/rd", "q=p%40ss+w%2frd p%40ss%20w%2frd", "q=p%40ss+w%2frd ***"),
        ("p@ss wörd", "q=p%40ss+w%C3%B6rd&", "q=***&"),
        ("it's it", #"echo 'it'\''s it'"#, "echo '***'"),
        ("a$b`c", #"echo "a\$b\`c""#, #"echo "***""#),
        ("a b;c", #"a\ b\;c"#, "***"),
        ("a<b&c", "a&lt;b&amp;c", "***"),
    ])
    func `a secret is found as programs write it`(secret: String, printed: String, expected: String) {
        #expect(masked(printed, secret) == expected)
    }

    @Test(arguments: 0..<7)
    func `a secret is found in base64, wherever it begins and ends`(before: Int) throws {
        let sandbox = try Sandbox()
        let secret = "s3cr?t>~\u{FF}-value"
        for after in 0..<4 {
            let text =
                String(repeating: "\u{7F}", count: before) + secret + String(repeating: "~", count: after)
            let encoded = try sandbox.run(["base64", "-w0"], input: text).stdout
            let urlSafe = String(
                encoded.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
            for form in [encoded, urlSafe] {
                let result = masked("<\(form)>", secret)
                #expect(result.contains("***"), "\(form)")
                // Two characters may be shared with each neighbour, and the neighbours' own stay.
                #expect(result.count <= 5 + (before + 2) / 3 * 4 + (after + 2) / 3 * 4 + 4, "\(result)")
                if before == 0, after == 0 { #expect(result == "<***>") }
            }
        }
    }

    @Test func `the texts and keys of a value are covered, and numbers left alone`() {
        let mask = SecretMask(["secret"])
        let value: JSON = ["a secret": ["x", "my secret", 5, true, ["deep": "secret"]], "plain": 1]
        #expect(
            mask.apply(to: value) == ["a ***": ["x", "my ***", 5, true, ["deep": "***"]], "plain": 1])
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `pieces of any size give what the whole gives, and what a simple search does`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        func text(_ length: ClosedRange<Int>) -> [UInt8] {
            (0..<Int.random(in: length, using: &random)).map { _ in UInt8.random(in: 97...99, using: &random)
            }
        }
        let secrets = (0..<Int.random(in: 1...6, using: &random)).map { _ in
            String(decoding: text(1...9), as: UTF8.self)
        }
        let mask = SecretMask(secrets)
        for _ in 0..<20 {
            let input = text(0...200)
            let expected = simplyMasked(input, secrets)
            var stream = mask.makeStream()
            var output: [UInt8] = []
            var rest = input[...]
            while !rest.isEmpty {
                let piece = rest.prefix(Int.random(in: 0...20, using: &random))
                output += stream.feed(Array(piece))
                rest = rest.dropFirst(piece.count)
            }
            output += stream.finish()
            #expect(String(decoding: output, as: UTF8.self) == expected)
            #expect(mask.apply(to: String(decoding: input, as: UTF8.self)) == expected)
        }
    }

    /// The same by looking at every place for every secret.
    private func simplyMasked(_ input: [UInt8], _ secrets: [String]) -> String {
        let matches = input.indices.compactMap { start in
            secrets.map { Array($0.utf8) }.filter { input[start...].starts(with: $0) }.map {
                start + $0.count
            }
            .max().map { start..<$0 }
        }
        var (output, end) = ("", 0)
        for match in matches {
            if match.lowerBound >= end {
                output += String(decoding: input[end..<match.lowerBound], as: UTF8.self) + "***"
            }
            end = max(end, match.upperBound)
        }
        return output + String(decoding: input[end...], as: UTF8.self)
    }

    @Test func `no more is held back than may be the beginning of a secret`() {
        var stream = SecretMask(["password"]).makeStream()
        #expect(stream.feed(Array("user: ".utf8)) == Array("user: ".utf8))
        #expect(stream.feed(Array("my pass".utf8)) == Array("my ".utf8))
        #expect(stream.feed(Array("port".utf8)) == Array("passport".utf8))
        #expect(stream.feed(Array("password".utf8)) == Array("***".utf8))
        #expect(stream.feed(Array("pass".utf8)) == [])
        #expect(stream.finish() == Array("pass".utf8))
    }
}
