import AI
import JSON
import Testing

@testable import Agents

/// What models write as arguments, and what they are told where that makes no sense.
struct ToolArgumentsTests {
    private let place: ToolPlace

    init() throws { place = try ToolPlace(["a": "x\n"]) }

    private func refusal(_ name: String, _ text: String) -> String? {
        do {
            _ = try place.call(name, text: text)
            return nil
        } catch { return (error as? ToolError)?.message }
    }

    @Test(arguments: ["{", "[]", "null", "7", "\"a\"", "{\"path\":", "<xml/>", "{'path': 'a'}"])
    func `what is no object is told`(text: String) {
        #expect(refusal("read_file", text) == "the arguments of 'read_file' are no object in JSON")
    }

    @Test func `nothing at all is an object without members`() throws {
        #expect(try place.call("list_files", text: "") == "a")
        #expect(try place.call("list_files", text: " \n") == "a")
        #expect(refusal("read_file", "") == "argument 'path' is missing")
    }

    @Test func `a name that a tool does not have is told with those that it has`() {
        #expect(
            refusal("read_file", #"{"file": "a"}"#)
                == "'read_file' has no argument 'file'; it takes 'first_line', 'last_line', 'path'")
    }

    @Test(arguments: [
        ("read_file", #"{"path": null}"#, "argument 'path' is missing"),
        ("read_file", #"{"path": 7}"#, "argument 'path' must be a text"),
        ("read_file", #"{"path": ["a"]}"#, "argument 'path' must be a text"),
        ("read_file", #"{"path": "a", "first_line": "one"}"#, "argument 'first_line' must be a whole number"),
        ("read_file", #"{"path": "a", "first_line": 1.5}"#, "argument 'first_line' must be a whole number"),
        ("list_files", #"{"recursive": "yes"}"#, "argument 'recursive' must be true or false"),
        ("list_files", #"{"recursive": 1}"#, "argument 'recursive' must be true or false"),
        ("search", "{}", "argument 'text' is missing"),
    ])
    func `a value of another kind is told`(name: String, text: String, message: String) {
        #expect(refusal(name, text) == message)
    }

    @Test func `null counts for nothing, and numbers may be written as texts`() throws {
        #expect(
            try place.call("read_file", text: #"{"path": "a", "first_line": "1", "last_line": null}"#)
                == "1\tx")
    }

    @Test func `a schema names what has to be there and allows nothing else`() {
        for tool in AgentTools.all {
            let parameters = tool.definition.parameters
            #expect(parameters["additionalProperties"] == false)
            let names = parameters["properties"]?.objectValue?.members.map(\.key) ?? []
            let required = parameters["required"]?.arrayValue?.compactMap(\.stringValue) ?? []
            #expect(Set(required).isSubset(of: names))
        }
        #expect(Set(AgentTools.all.map(\.name)).count == AgentTools.all.count)
    }
}
