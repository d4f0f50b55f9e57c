import JSON
import Testing

@testable import Agents

struct FileToolsTests {
    @Test func `a file is made once`() throws {
        let place = try ToolPlace(["a": "a\n"])
        #expect(try place.call("create_file", ["path": "src/b", "text": "b\n"]) == "made 'src/b', 2 bytes")
        #expect(
            place.refusal("create_file", ["path": "a", "text": "b"])
                == "'a' exists already: change it with 'edit_file', or set 'overwrite'")
        #expect(
            try place.call("create_file", ["path": "a", "text": "", "overwrite": true])
                == "replaced 'a', 0 bytes")
        #expect(try place.files() == ["a": "", "src/b": "b\n"])
    }

    @Test func `a file that is replaced or moved keeps its mode`() throws {
        let place = try ToolPlace(["run.sh": "a"], script: "chmod +x run.sh")
        _ = try place.call("create_file", ["path": "run.sh", "text": "b", "overwrite": true])
        #expect(
            try place.call("move_file", ["path": "run.sh", "new_path": "bin/run"])
                == "moved 'run.sh' to 'bin/run'")
        #expect(try place.files() == ["bin/run": "100755:b"])
    }

    @Test func `a file is moved to where nothing is`() throws {
        let place = try ToolPlace(["a": "1", "b": "2", "c/d": "3"])
        #expect(place.refusal("move_file", ["path": "a", "new_path": "b"]) == "'b' exists already")
        #expect(place.refusal("move_file", ["path": "a", "new_path": "a"]) == "'a' exists already")
        #expect(place.refusal("move_file", ["path": "none", "new_path": "x"]) == "there is no file 'none'")
        #expect(place.refusal("move_file", ["path": "a", "new_path": "c"]) == "'c' is a folder")
        #expect(place.refusal("move_file", ["path": "c", "new_path": "x"]) == "'c' is a folder")
        #expect(
            place.refusal("move_file", ["path": "a", "new_path": "b/x"]).contains("lies below a file, 'b'"))
        #expect(place.refusal("move_file", ["path": "a", "new_path": "a/x"]).contains("'a'"))
    }

    @Test func `a file is deleted, and a folder with its last one`() throws {
        let place = try ToolPlace(["a": "1", "c/d": "3"])
        #expect(try place.call("delete_file", ["path": "c/d"]) == "deleted 'c/d'")
        #expect(try place.files() == ["a": "1"])
        #expect(place.refusal("delete_file", ["path": "c/d"]) == "there is no file 'c/d'")
        #expect(try place.call("create_file", ["path": "c", "text": "file"]) == "made 'c', 4 bytes")
    }

    @Test func `what was changed is shown as a diff`() throws {
        let place = try ToolPlace(["a": "1\n", "b": "2\n"])
        #expect(try place.call("show_changes") == "nothing is changed")
        _ = try place.call("edit_file", ["path": "a", "old_text": "1", "new_text": "one"])
        _ = try place.call("delete_file", ["path": "b"])
        let diff = try place.call("show_changes")
        #expect(diff.contains("-1\n+one\n") && diff.contains("deleted file mode 100644"))
        let lines = String(repeating: "line\n", count: 20_000)
        _ = try place.call("create_file", ["path": "long", "text": .string(lines)])
        let long = try place.call("show_changes")
        #expect(long.utf8.count < 41_000 && long.contains(" bytes are left out here]"))
    }
}
