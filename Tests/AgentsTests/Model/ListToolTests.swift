import JSON
import Testing

@testable import Agents

struct ListToolTests {
    @Test func `folders stand with how many files they hold`() throws {
        let place = try ToolPlace(["a": "", "src/b": "", "src/c/d": "", "one/e": ""])
        #expect(try place.call("list_files") == "a\none/ (1 file)\nsrc/ (2 files)")
        #expect(try place.call("list_files", ["folder": "src"]) == "b\nc/ (1 file)")
        #expect(try place.call("list_files", ["recursive": true]) == "a\none/e\nsrc/b\nsrc/c/d")
        #expect(try place.call("list_files", ["folder": "./src/", "recursive": "true"]) == "b\nc/d")
        #expect(try place.call("list_files", ["folder": "."]) == place.call("list_files"))
    }

    @Test func `names are not cut where letters have several bytes`() throws {
        let place = try ToolPlace(["äöü/ß/größe.txt": "", "äöü/ä": ""])
        #expect(try place.call("list_files", ["folder": "äöü"]) == "ß/ (1 file)\nä")
        #expect(try place.call("list_files", ["folder": "äöü/ß"]) == "größe.txt")
    }

    @Test func `a file in place of a folder is named, and nothing is refused with words`() throws {
        let place = try ToolPlace(["src/a": ""])
        #expect(try place.call("list_files", ["folder": "src/a"]) == "src/a")
        #expect(place.refusal("list_files", ["folder": "none"]) == "there is no folder 'none'")
        #expect(try ToolPlace([:]).call("list_files") == "no files")
    }

    @Test func `of too many the rest is counted`() throws {
        let script = "mkdir f; for n in $(seq 1100); do : > f/$n; done"
        let place = try ToolPlace([:], script: script)
        for deep in [true, false] {
            let lines = try place.call("list_files", ["folder": "f", "recursive": .bool(deep)])
                .split(separator: "\n")
            #expect(lines.count == 1001)
            #expect(lines.last == "[more are left out: 1100 files in all]")
        }
    }

    @Test func `submodules and links are listed, and not gone into`() throws {
        let script = """
            ln -s /etc out
            git update-index --add --cacheinfo 160000,1234567890123456789012345678901234567890,lib
            mkdir lib
            """
        let place = try ToolPlace(["a": ""], script: script)
        #expect(try place.call("list_files") == "a\nlib (submodule)\nout")
        #expect(try place.call("search", ["text": "root:"]) == "nothing found")
        #expect(place.refusal("read_file", ["path": "lib"]) == "'lib' is a submodule")
        #expect(place.refusal("read_file", ["path": "lib/a"]).contains("lies below a submodule"))
    }
}
