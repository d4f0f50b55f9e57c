import TestSupport
import Testing

@testable import Shell

@Suite struct ParserTests {
    @Test(arguments: [
        ("ls -la", [["ls", "-la"]]),
        ("a && b || c; d & e", [["a"], ["b"], ["c"], ["d"], ["e"]]),
        ("a | b |& c", [["a"], ["b"], ["c"]]),
        ("! a", [["a"]]), ("time -p a", [["a"]]),
        ("( a; b )", [["a"], ["b"]]), ("{ a; b; }", [["a"], ["b"]]),
        ("if a; then b; elif c; then d; else e; fi", [["a"], ["b"], ["c"], ["d"], ["e"]]),
        ("while a; do b; done", [["a"], ["b"]]), ("until a\ndo\nb\ndone", [["a"], ["b"]]),
        ("for x in 1 2; do a $x; done", [["a", "$x"]]), ("for x; do a; done", [["a"]]),
        ("for ((i=0; i<3; i++)); do a; done", [["a"]]), ("select x in a; do b; done", [["b"]]),
        ("case x in (a|b) c;; *) d;& e) ;; esac", [["c"], ["d"]]),
        ("f() { a; }", [["a"]]), ("function f { a; }", [["a"]]), ("function f() ( a )", [["a"]]),
        ("coproc a b", [["a", "b"]]), ("[[ -f x && ( y =~ ^(a|b)$ ) ]] && c", [["c"]]),
        ("(( x > 1 )) && a", [["a"]]), ("((a); (b))", [["a"], ["b"]]),
        ("a # b\nc", [["a"], ["c"]]), ("a \\\n b", [["a", "b"]]), ("echo a#b", [["echo", "a#b"]]),
        ("x=1 y=(a b) a", [["a"]]), ("declare -a z=(1 2) w", [["declare", "-a", "w"]]),
        ("a >f 2>&1 <g b", [["a", "b"]]), ("a &>f b", [["a", "b"]]), ("{x}>f a", [["a"]]),
        ("<f a", [["a"]]), ("a <<< 'x y' b", [["a", "b"]]),
        ("echo {a,b} {1..3} {} {x}", [["echo", "{a,b}", "{1..3}", "{}", "{x}"]]),
        ("rm -rf !(a|b)", [["rm", "-rf", "!(a|b)"]]),
        ("echo 'a\"b' \"c'd\"", [["echo", "'a\"b'", "\"c'd\""]]),
    ])
    func `commands are found with their words`(text: String, words: [[String]]) throws {
        #expect(try Reading.words(text) == words)
    }

    @Test(arguments: [
        "$(x)", "`x`", "\"$(x)\"", "\"`x`\"", "${a:-$(x)}", "\"${a:-\"$(x)\"}\"", "$((1 + $(x)))", "<(x)",
        ">(x)",
        "${a[$(x)]}", "${a/$(x)/b}", "a$(x)b", "{a,$(x)}", "$((`x`))", "$[ $(x) ]", "${ x; }",
    ])
    func `commands within words are found`(word: String) throws {
        #expect(try Reading.words("echo \(word)").contains(["x"]))
        #expect(try Reading.words("a=\(word)").contains(["x"]) || word.hasPrefix("{"))
    }

    @Test func `commands in backticks within backticks stand where they are written`() throws {
        let text = "echo `a \\`b c\\``"
        let found = try #require(try Reading.commands(text).last)
        #expect(Array(text.utf8)[found.range].elementsEqual("b c".utf8))
    }

    @Test func `ranges are bytes of the whole text`() throws {
        let text = "écho; a \"$(b  c)\" >d"
        let bytes = Array(text.utf8)
        let ranges = try Reading.commands(text).map { String(decoding: bytes[$0.range], as: UTF8.self) }
        #expect(ranges == ["écho", "a \"$(b  c)\" >d", "b  c"])
    }

    @Test func `a text within another one has ranges of that one`() throws {
        let script = try Shell.parse(Array("rm -rf /".utf8), places: .from(100))
        #expect(script.list.items.first?.links.first?.pipeline.range == 100..<108)
        let hidden = try Shell.parse(Array("rm".utf8), places: .within(3..<9))
        #expect(hidden.list.items.first?.links.first?.pipeline.range == 3..<9)
    }

    @Test(arguments: [
        ("'a b'", [WordPart.quoted("a b")]), ("a\\ b", [.literal("a"), .quoted(" "), .literal("b")]),
        ("$'\\x72\\155\\u0041\\n'", [.quoted("rmA\n")]),
        ("\"a\\\"b\\c\"", [.doubleQuoted([.literal("a\"b\\c")])]),
        ("~/a", [.tilde("~"), .literal("/a")]),
        ("a*?[b-c]", [.literal("a"), .glob("*"), .glob("?"), .glob("[b-c]")]),
        ("$x${y}", [.parameter(Parameter(name: "x")), .parameter(Parameter(name: "y"))]),
        ("{a,b}", [.braces([[.literal("a")], [.literal("b")]])]),
        ("{1..3}", [.braces([[.literal("1")], [.literal("2")], [.literal("3")]])]),
        ("{x}", [.literal("{x}")]), ("a{b", [.literal("a{b")]), ("\"\"", [.doubleQuoted([])]),
    ])
    func `words have parts`(text: String, parts: [WordPart]) throws {
        #expect(try Reading.parts(text) == parts)
    }

    @Test(arguments: [
        ("${x:-y}", ":-"), ("${x#y}", "#"), ("${x%%y}", "%%"), ("${x//a/b}", "//"), ("${x:1:2}", ":"),
        ("${x^^}", "^^"),
        ("${x@Q}", "@"),
    ])
    func `parameters have operators`(text: String, sign: String) throws {
        guard case .parameter(let parameter)? = try Reading.parts(text).first else {
            Issue.record("no parameter")
            return
        }
        #expect(parameter.name == "x" && parameter.operator == sign)
    }

    @Test func `here-documents belong to their redirections`() throws {
        let script = try Shell.parse("a <<X; b <<-'Y'\n1 $(c)\nX\n\t2 $(d)\n\tY\ne")
        #expect(script.hereDocuments.count == 2)
        #expect(script.hereDocuments.last?.parts == [.quoted("2 $(d)\n")])
        #expect(
            try Reading.words("a <<X; b <<-'Y'\n1 $(c)\nX\n\t2 $(d)\n\tY\ne") == [["a"], ["b"], ["e"], ["c"]])
    }

    @Test(arguments: [
        ("echo 'a", 7, "the end of a text in single quotes is expected, not the end"),
        ("echo \"a", 7, "the end of a text in double quotes is expected, not the end"),
        ("if a; then b", 12, "'fi' is expected, not the end"), ("a )", 2, "')' is not expected here"),
        ("a | ", 4, "a command is expected, not the end"), ("a; done", 3, "'done' is not expected here"),
        ("echo $(a", 8, "')' is expected, not the end"), ("a > ", 4, "a file is expected, not the end"),
        ("cat <<E | sh", 12, "a here-document is expected, not the end"),
        ("cat <<E\nrm", 10, "the end of a here-document is expected, not the end"),
        ("a $(b <<E)", 10, "a here-document is expected, not the end"),
        ("${!}x${", 7, "the name of a variable is expected, not the end"),
    ])
    func `what is no command is told with its place`(text: String, offset: Int, message: String) {
        #expect(throws: ShellError(kind: .syntax, message: message, offset: offset)) { try Shell.parse(text) }
    }

    @Test(arguments: [
        "$(", "\"$(", "((", "$((", "{ ", "(", "${x:-", "{a,", "if ", "<(", "[[ ", "@(", "$[", "a=(",
    ])
    func `what is nested without end is refused in time`(opening: String) {
        let text = String(repeating: opening, count: 3000)
        #expect(throws: ShellError.self) { try Shell.parse(text) }
    }

    @Test func `any bytes give a tree or an error`() {
        var generator = SeededGenerator(seed: 7)
        let pieces = [
            "$(", ")", "((", "))", "`", "\"", "'", "{", "}", "${", "<<E", "\n", "E\n", "|", "&", ";", "if",
            " then ", "fi",
            "case", " in ", "esac", "a", " ", "=", "[[", "]]", "\\", "$'", "<(", ">", "2>&1", "*", "[", "~",
            "!", "#", "\u{E9}",
        ]
        var readable = 0
        for round in 0..<3000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0..<40, using: &generator) {
                if round.isMultiple(of: 3) {
                    bytes.append(UInt8.random(in: 0...255, using: &generator))
                } else {
                    bytes += Array((pieces.randomElement(using: &generator) ?? "").utf8)
                }
            }
            do throws(ShellError) {
                let script = try Shell.parse(bytes)
                readable += 1
                for item in script.list.items {
                    for link in item.links { #expect(link.pipeline.range.upperBound <= bytes.count) }
                }
            } catch { #expect((0...bytes.count).contains(error.offset)) }
        }
        #expect(readable > 100)
    }
}
