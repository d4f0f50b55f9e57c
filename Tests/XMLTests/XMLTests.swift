import Testing
import XML

@Suite struct XMLTests {
    private let report = """
        <?xml version="1.0"?>
        <!-- a comment -->
        <testsuite tests="2" name="a &amp; b"><testcase name="x"/>text
        more<![CDATA[ <raw> ]]></testsuite>
        """

    private let events: [XML.Event] = [
        .start(
            .init(
                name: "testsuite",
                attributes: [.init(name: "tests", value: "2"), .init(name: "name", value: "a & b")])),
        .start(.init(name: "testcase", attributes: [.init(name: "name", value: "x")])),
        .end(name: "testcase"),
        .text("text\nmore <raw> "), .end(name: "testsuite"),
    ]

    @Test func `a text becomes events`() throws {
        #expect(try XML.parse(Array(report.utf8)) == events)
    }

    @Test func `an attribute is found by its name`() {
        let element = XML.Element(name: "a", attributes: [.init(name: "b", value: "c")])
        #expect(element["b"] == "c")
        #expect(element["d"] == nil)
    }

    @Test func `it makes no difference where a text is cut`() throws {
        for size in [1, 2, 7, 64] {
            var parser = XMLParser()
            var found: [XML.Event] = []
            let bytes = Array(report.utf8)
            for start in stride(from: 0, to: bytes.count, by: size) {
                found += try parser.feed(Array(bytes[start..<min(start + size, bytes.count)]))
            }
            found += try parser.finish()
            #expect(joined(found) == events)
        }
    }

    @Test func `texts in other encodings are read`() throws {
        let latin = Array("<?xml version='1.0' encoding='ISO-8859-1'?><a>".utf8) + [0xE4] + Array("</a>".utf8)
        #expect(try XML.parse(latin).contains(.text("ä")))
        let wide: [UInt8] = [0xFF, 0xFE] + "<a>ä</a>".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(try XML.parse(wide).contains(.text("ä")))
    }

    private func joined(_ events: [XML.Event]) -> [XML.Event] {
        events.reduce(into: []) { result, event in
            if case .text(let more) = event, case .text(let text) = result.last {
                result[result.count - 1] = .text(text + more)
            } else {
                result.append(event)
            }
        }
    }
}
