import TestSupport
import Testing
import XML

@Suite struct XMLErrorTests {
    private func failure(_ text: String, limits: XML.Limits = XML.Limits()) -> XMLError? {
        #expect(throws: XMLError.self) { _ = try XML.parse(Array(text.utf8), limits: limits) }
    }

    @Test func `what is no XML is told with its place`() {
        #expect(failure("<a>\n <b></a>")?.description == "line 2, column 7: mismatched tag")
        #expect(failure("")?.message == "no element found")
        #expect(failure("<a>")?.kind == .syntax)
        #expect(failure("<a>&unknown;</a>")?.message == "undefined entity")
        #expect(failure("<?xml version='1.0' encoding='klingon'?><a/>")?.message == "unknown encoding")
    }

    @Test func `entities are not declared`() {
        let laughs = "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><a>&b;</a>"
        #expect(failure(laughs)?.kind == .entity)
        #expect(failure(laughs)?.message == "the entity 'a' is declared, which is not supported")
        let external = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"
        #expect(failure(external)?.kind == .entity)
        #expect(failure("<!DOCTYPE a [<!ENTITY % p 'x'> %p;]><a/>")?.kind == .entity)
    }

    @Test func `a schema that lies elsewhere is not looked at`() throws {
        let text = "<!DOCTYPE a SYSTEM 'file:///nowhere/a.dtd'><a>b</a>"
        #expect(try XML.parse(Array(text.utf8)).contains(.text("b")))
    }

    @Test func `what is too long or too deep is refused`() {
        #expect(failure("<a>long</a>", limits: .init(bytes: 5))?.kind == .limit)
        let deep = String(repeating: "<a>", count: 300)
        #expect(failure(deep)?.message == "more than 200 elements are within each other")
    }

    @Test func `any bytes become events or an error`() {
        var random = SeededGenerator(seed: 5)
        let parts = [
            "<a>", "</a>", "<b x='", "'>", "&amp;", "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE", "x",
            "\u{0}", "ä",
        ]
        for _ in 0..<2000 {
            let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                parts.randomElement(using: &random) ?? ""
            }
            _ = try? XML.parse(Array("<a>".utf8) + Array(text.joined().utf8))
        }
    }
}
