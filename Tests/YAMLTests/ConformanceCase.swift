import JSON
import Testing
import YAML

/// One case of the YAML test suite.
struct ConformanceCase {
    let id: String
    let name: String
    private let yaml: String
    private let documents: [JSON]?
    private let mustFail: Bool
    private let events: [Substring]

    init(_ value: JSON) throws {
        id = try #require(value["id"]?.stringValue)
        name = try #require(value["name"]?.stringValue)
        yaml = try #require(value["yaml"]?.stringValue)
        documents = value["json_docs"]?.arrayValue
        mustFail = value["must_fail"] == true
        events = try #require(value["events"]?.stringValue).split(separator: "\n")
    }

    /// What is not as the suite has it; nil when all is.
    func failure() -> String? {
        let found: [YAML.Document]
        do {
            found = try YAML.parse(Array(yaml.utf8))
        } catch {
            return mustFail ? nil : "\(error)"
        }
        if mustFail { return "loads, but must fail" }
        var expected = ExpectedTree(events)
        let outlines = expected.documents()
        let actual = found.map { outline($0.root) }
        if actual != outlines { return "nodes are \(actual), not \(outlines)" }
        guard let documents else { return nil }
        let values = found.map { json($0.root) }
        return values == documents ? nil : "values are \(values), not \(documents)"
    }

    /// The kind and text of every node, as the suite's events have it.
    private func outline(_ node: YAML.Node) -> String {
        switch node.content {
        case .scalar(let scalar):
            let mark =
                switch scalar.style {
                case .plain: ":"
                case .singleQuoted: "'"
                case .doubleQuoted: "\""
                case .literal: "|"
                case .folded: ">"
                }
            return mark + scalar.text
        case .sequence(let elements): return "[\(elements.map(outline).joined(separator: ", "))]"
        case .mapping(let members):
            let pairs = members.map { "\(outline($0.key)) = \(outline($0.value))" }
            return "{\(pairs.joined(separator: ", "))}"
        }
    }

    private func json(_ node: YAML.Node) -> JSON {
        switch node.content {
        case .scalar(let scalar):
            switch scalar.value {
            case .null: .null
            case .bool(let value): .bool(value)
            case .integer(let number): .integer(number)
            case .float(let number): JSON(number)
            case .string(let text): .string(text)
            }
        case .sequence(let elements): .array(elements.map(json))
        case .mapping(let members):
            .object(JSON.Object(members.map { ($0.key.scalar?.text ?? "", json($0.value)) }))
        }
    }
}

/// The outlines of the documents that the suite's events tell of, aliases expanded.
private struct ExpectedTree {
    private var rest: ArraySlice<Substring>
    private var anchors: [Substring: String] = [:]

    init(_ events: [Substring]) { rest = events[...] }

    mutating func documents() -> [String] {
        var documents: [String] = []
        while let event = rest.popFirst() {
            if event.hasPrefix("+DOC") {
                anchors = [:]
                documents.append(node())
            }
        }
        return documents
    }

    private mutating func node() -> String {
        guard var event = rest.popFirst() else { return "" }
        if event.hasPrefix("=ALI *") { return anchors[event.dropFirst(6)] ?? "unknown alias" }
        let kind = event.prefix(4)
        event = event.dropFirst(5)
        if kind != "=VAL", event.hasPrefix("[]") || event.hasPrefix("{}") { event = event.dropFirst(3) }
        var anchor: Substring?
        while event.hasPrefix("&") || event.hasPrefix("<") {
            let word = event.prefix { $0 != " " }
            if word.hasPrefix("&") { anchor = word.dropFirst() }
            event = event.dropFirst(word.count + 1)
        }
        var outline: String
        switch kind {
        case "=VAL": outline = unescaped(event)
        case "+SEQ": outline = "[\(children(until: "-SEQ").joined(separator: ", "))]"
        default:
            let children = children(until: "-MAP")
            let pairs = stride(from: 0, to: children.count, by: 2).map {
                "\(children[$0]) = \(children[$0 + 1])"
            }
            outline = "{\(pairs.joined(separator: ", "))}"
        }
        if let anchor { anchors[anchor] = outline }
        return outline
    }

    private mutating func children(until end: String) -> [String] {
        var children: [String] = []
        while let event = rest.first, event != end { children.append(node()) }
        rest.removeFirst()
        return children
    }

    private func unescaped(_ text: Substring) -> String {
        var result = ""
        var isEscape = false
        for character in text {
            if isEscape {
                let plain: [Character: Character] = [
                    "n": "\n", "t": "\t", "r": "\r", "b": "\u{8}", "0": "\0",
                ]
                result.append(plain[character] ?? character)
                isEscape = false
            } else if character == "\\" {
                isEscape = true
            } else {
                result.append(character)
            }
        }
        return result
    }
}
