import Git
import JSON
import TestSupport
import Testing

@testable import Agents

struct EditToolTests {
    private func edit(
        _ text: String, _ old: String, _ new: String, all: Bool = false
    ) throws -> (says: String, text: String?) {
        let place = try ToolPlace(["a": text])
        let arguments: JSON.Object = [
            "path": "a", "old_text": .string(old), "new_text": .string(new), "all": .bool(all),
        ]
        do {
            return (try place.call("edit_file", arguments), try place.files()["a"])
        } catch let error as ToolError {
            #expect(try place.files()["a"] == text)
            return (error.words, nil)
        }
    }

    @Test func `a text that stands there once is replaced`() throws {
        #expect(try edit("a\nb\nc\n", "b\n", "B\nBB\n") == ("changed 'a' at line 2", "a\nB\nBB\nc\n"))
        #expect(try edit("a\nb\nc", "\nc", "") == ("changed 'a' at line 2", "a\nb"))
        #expect(try edit("$1 \\0 é", "$1 \\0", "\\1$&") == ("changed 'a' at line 1", "\\1$& é"))
    }

    @Test func `a text that stands there twice needs more around it, or all`() throws {
        #expect(
            try edit("x\ny\nx\n", "x", "z").says
                == "'old_text' stands 2 times in 'a', at lines 1, 3: give more of what is around it, or set 'all'"
        )
        #expect(try edit("x\ny\nx\n", "x", "z", all: true) == ("changed 'a' at 2 places", "z\ny\nz\n"))
        #expect(try edit("aaaa", "aa", "b", all: true) == ("changed 'a' at 2 places", "bb"))
        #expect(try edit("x\n", "x", "z", all: true) == ("changed 'a' at line 1", "z\n"))
    }

    @Test func `where it does not stand, the nearest place is shown`() throws {
        let text = "func a() {\n    let x = 1\n    return x\n}\n"
        #expect(
            try edit(text, "func a() {\n  let x = 1\n  return x\n", "y").says
                == """
                'old_text' does not stand in 'a'. The nearest are lines 1 to 4, only its white space differs:
                func a() {
                    let x = 1
                    return x
                }
                """)
        #expect(
            try edit(text, "    let x = 1\n    return y", "y").says.hasPrefix(
                "'old_text' does not stand in 'a'. The nearest are lines 2 to 3, 1 of its 2 lines stand there:"
            ))
        #expect(
            try edit(text, "something else", "y").says
                == "'old_text' does not stand in 'a'; read the file again")
        #expect(try edit(text, "   \n  ", "y").says == "'old_text' does not stand in 'a'")
    }

    @Test func `line numbers that were copied along are told`() throws {
        #expect(
            try edit("a\nb\n", "1\ta\n2\tb", "c").says
                == "'old_text' does not stand in 'a': it seems to have the line numbers of 'read_file', which are no part of the file"
        )
    }

    @Test func `a file keeps the ends of its lines`() throws {
        #expect(try edit("a\r\nb\r\nc\r\n", "a\nb", "x\ny").text == "x\r\ny\r\nc\r\n")
        #expect(try edit("a\r\nb\r\n", "b", "x\ny").text == "a\r\nx\r\ny\r\n")
        #expect(try edit("a\r\nb\r\n", "a\r\nb", "x\r\ny").text == "x\r\ny\r\n")
        #expect(try edit("a\r\nb\r\n", "b", "x\r\ny").text == "a\r\nx\r\ny\r\n")
        #expect(try edit("a\r\nb\r\n", "a\n b", "x").says.contains("only its white space differs:\na\nb"))
    }

    @Test func `a file whose lines end in several ways keeps them where nothing is changed`() throws {
        #expect(try edit("a\r\nb\nc\nd\n", "b\nc", "x\ny").text == "a\r\nx\ny\nd\n")
        #expect(try edit("a\nb\r\nc\r\n", "b\nc", "x\ny").text == "a\nx\r\ny\r\n")
        #expect(try edit("a\rb\nc\n", "c", "x\ny").text == "a\rb\nx\ny\n")
    }

    @Test func `nothing for something, and the same for the same, are refused`() throws {
        #expect(try edit("a", "", "b").says == "'old_text' is empty; 'create_file' makes new files")
        #expect(try edit("a", "a", "a").says == "'old_text' and 'new_text' are the same")
    }

    @Test func `a file keeps its mode and the bytes that are no text`() throws {
        let place = try ToolPlace([:], script: #"printf 'x\351\ny\n' > a; chmod +x a"#)
        _ = try place.call("edit_file", ["path": "a", "old_text": "y", "new_text": "z"])
        #expect(
            try place.sandbox.script("git cat-file blob \(place.tree.tree.hex):a | od -An -c", in: place.path)
                .split(separator: " ").joined(separator: " ") == "x 351 \\n z \\n\n")
        #expect(try place.files()["a"]?.hasPrefix("100755:") == true)
    }

    @Test func `a file does not grow beyond the bound`() throws {
        let place = try ToolPlace(["a": "x\n"])
        let large = JSON.string(String(repeating: "y", count: 1 << 20))
        #expect(
            place.refusal("edit_file", ["path": "a", "old_text": "x", "new_text": large])
                == "'a' would have 1048577 bytes; at most 1048576 may be written")
    }

    @Test func `what stands everywhere in a large file, or nowhere, is told without counting it twice`()
        throws
    {
        let text = String(repeating: "e e e e\n", count: 25_000)
        let often = try edit(text, "e", "x").says
        #expect(often.hasPrefix("'old_text' stands 100000 times in 'a', at lines 1, 1, 1, 1, 2, 2, 2, 2:"))
        let wanted = String(repeating: "e  e e e\n", count: 3000) + "f\n"
        #expect(
            try edit(text, wanted, "x").says.hasPrefix("'old_text' does not stand in 'a'. The nearest are"))
    }

    @Test func `letters that look the same are not taken for white space`() throws {
        let says = try edit("caf\u{E9}\nb\n", "cafe\u{301}\nb", "x").says
        #expect(says.contains("1 of its 2 lines stand there"), "\(says)")
    }
}
