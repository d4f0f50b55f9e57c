import JSON
import Testing

@testable import Workflow

@Suite struct DefinitionSchemaTests {
    private let schema = Definition.schema(.example)

    @Test(arguments: Section.allCases)
    func `every key of the reader is in the schema, and no other`(section: Section) throws {
        let properties = try #require(schema["$defs"]?[section.rawValue]?["properties"]?.objectValue)
        #expect(Set(properties.members.map(\.key)) == Set(section.keys.map(\.name)))
        #expect(properties.members.allSatisfy { $0.value["description"]?.stringValue?.isEmpty == false })
        #expect(schema["$defs"]?[section.rawValue]?["additionalProperties"] == false)
    }

    @Test func `every reference leads somewhere`() {
        var references: [String] = []
        func visit(_ value: JSON) {
            if let reference = value["$ref"]?.stringValue { references.append(reference) }
            for member in value.objectValue?.members ?? [] { visit(member.value) }
            for element in value.arrayValue ?? [] { visit(element) }
        }
        visit(schema)
        let sections = Set(references.map { $0.split(separator: "/").last.map { String($0) } })
        #expect(references.allSatisfy { $0.hasPrefix("#/$defs/") })
        #expect(sections == Set(Section.allCases.map { Optional($0.rawValue) }))
    }

    @Test func `what must be there and what goes together is in the schema, too`() {
        #expect(schema["$defs"]?["workflow"]?["required"] == ["steps"])
        #expect(
            schema["$defs"]?["step"]?["oneOf"] == [
                ["required": ["run"]], ["required": ["uses"]], ["required": ["wait"]],
                ["required": ["workflow"]],
            ])
        #expect(schema["$defs"]?["step"]?["dependentSchemas"]?["shell"] == ["anyOf": [["required": ["run"]]]])
    }

    @Test func `actions are in the schema with their inputs`() throws {
        let step = try #require(schema["$defs"]?["step"])
        #expect(step["properties"]?["uses"]?["enum"] == ["branch.create", "commit", "note"])
        let conditions = try #require(step["allOf"]?.arrayValue)
        #expect(conditions[1]["if"]?["properties"]?["uses"] == ["const": "commit"])
        #expect(conditions[1]["then"]?["properties"]?["with"]?["required"] == ["message"])
        #expect(Definition.schema()["$defs"]?["step"]?["allOf"] == nil)
    }
}
