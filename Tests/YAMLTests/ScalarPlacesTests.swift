import Testing
import YAML

@Suite struct ScalarPlacesTests {
    /// The places of `needle` in the text of the scalar behind `a`, looked for in the source.
    private func place(_ needle: String, in text: String) throws -> String {
        let source = try SourceText(Array(text.utf8))
        var duplicates: [YAMLError] = []
        let documents = try YAML.parse(source, duplicates: &duplicates)
        let scalar = try #require(documents.first?.root["a"]?.scalar)
        let range = try #require(scalar.text.firstRange(of: needle))
        let offset = scalar.text.utf8.distance(from: scalar.text.startIndex, to: range.lowerBound)
        let place = ScalarPlaces(scalar, in: source).position(ofOffset: offset)
        return "\(place.line):\(place.column)"
    }

    @Test(
        arguments: [
            ("a: b X", "1:6"), ("a: 'it''s X'", "1:11"), ("a: \"\\\"\\u00e4\\x41\\U0001F600 X\"", "1:28"),
            ("a: |\n  b\n    c X\n", "3:7"), ("a: |2\n    b\n    X\n", "3:5"),
            ("a: >-\n  b\n  c\n\n  d X\n", "5:5"),
            ("a: b\n   c\n\n   X", "4:4"), ("a: \"b\\\n    X\"", "2:5"), ("a: \"b\\tX\"", "1:8"),
            ("a: &x !!str  'X'", "1:15"), ("a: |+\r\n  ü\r\n  X\r\n", "3:3"),
            ("a: &x\n  # c\n  \"X\"", "3:4"),
            ("a: ä  😀\t X", "1:10"), ("a: |  # why\n\n\n  X", "4:3"),
        ])
    func `what stands in a scalar is found in its source`(text: String, expected: String) throws {
        #expect(try place("X", in: text) == expected)
    }
}
