import JSON
import Testing

@testable import Agents

struct ReadToolTests {
    private static let five = "one\ntwo\nthree\nfour\nfive\n"

    @Test func `lines have numbers`() throws {
        let place = try ToolPlace(["a": Self.five, "open": "x\ny", "blank": "\n", "none": ""])
        #expect(try place.call("read_file", ["path": "a"]) == "1\tone\n2\ttwo\n3\tthree\n4\tfour\n5\tfive")
        #expect(try place.call("read_file", ["path": "./open"]) == "1\tx\n2\ty")
        #expect(try place.call("read_file", ["path": "blank"]) == "1\t")
        #expect(try place.call("read_file", ["path": "none"]) == "[the file is empty]")
    }

    @Test func `some lines are shown with a word on how many there are`() throws {
        let place = try ToolPlace(["a": Self.five])
        #expect(
            try place.call("read_file", ["path": "a", "first_line": 2, "last_line": 3])
                == "2\ttwo\n3\tthree\n[lines 2 to 3 of 5 are shown]")
        #expect(try place.call("read_file", ["path": "a", "first_line": "4"]) == "4\tfour\n5\tfive")
        #expect(try place.call("read_file", ["path": "a", "first_line": -3, "last_line": 99]).count == 33)
    }

    @Test(arguments: [(6, 9), (3, 2), (1, 0), (1, -1)])
    func `lines that there are not are refused`(first: Int, last: Int) throws {
        let place = try ToolPlace(["a": Self.five])
        #expect(
            place.refusal(
                "read_file",
                ["path": "a", "first_line": .integer(Int64(first)), "last_line": .integer(Int64(last))]
            ).hasPrefix("'a' has 5 lines: there are none from \(first) to \(last)"))
    }

    @Test func `a first line behind the end says how long the file is`() throws {
        let place = try ToolPlace(["a": Self.five])
        #expect(
            place.refusal("read_file", ["path": "a", "first_line": 6])
                == "'a' has 5 lines: there are none from 6 on")
    }

    @Test func `lines that end in CR LF are lines, too`() throws {
        let place = try ToolPlace(["a": "one\r\ntwo\r\n\r\nfour"])
        #expect(try place.call("read_file", ["path": "a"]) == "1\tone\n2\ttwo\n3\t\n4\tfour")
    }

    @Test func `what is too long is cut with a word on it`() throws {
        let long = String(repeating: "é", count: 3000)
        let place = try ToolPlace([
            "wide": long + "\nshort\n",
            "tall": (1...20_000).map { "line \($0)\n" }.joined(),
            "one": "a" + String(repeating: "\u{301}", count: 100_000),
        ])
        let wide = try place.call("read_file", ["path": "wide"]).split(separator: "\n")
        #expect(wide.count == 2 && wide[0].utf8.count < 4100 && wide[0].hasSuffix("é…"))
        let tall = try place.call("read_file", ["path": "tall"])
        #expect(tall.utf8.count < 61_000)
        #expect(tall.hasSuffix(" of 20000 are shown]"))
        #expect(try place.call("read_file", ["path": "one"]).utf8.count < 61_000)
    }

    @Test func `a binary file is not shown`() throws {
        let place = try ToolPlace([:], script: #"printf 'PNG\000\001' > a.png; printf 'caf\351\n' > latin"#)
        #expect(place.refusal("read_file", ["path": "a.png"]) == "'a.png' is binary, 5 bytes")
        #expect(
            try place.call("read_file", ["path": "latin"])
                == "1\tcaf\u{FFFD}\n[\u{FFFD} stands for bytes that are no UTF-8]")
        #expect(try place.call("search", ["text": "PNG"]) == "nothing found")
    }

    @Test func `where nothing is, the same name elsewhere is told`() throws {
        let place = try ToolPlace(["src/main/App.swift": "x", "a/b": ""])
        #expect(
            place.refusal("read_file", ["path": "app.swift"])
                == "there is no file 'app.swift'; there is:\nsrc/main/App.swift")
        #expect(place.refusal("read_file", ["path": "nothing"]) == "there is no file 'nothing'")
        #expect(place.refusal("read_file", ["path": "a"]) == "'a' is a folder")
        #expect(place.refusal("read_file", ["path": "a/b/c"]).contains("lies below a file, 'a/b'"))
    }
}
