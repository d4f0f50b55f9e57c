import Git
import TestSupport
import Testing

@Suite struct ObjectIDTests {
    private let text = "0123456789abcdef0123456789abcdef01234567"

    @Test func `forty digits of either case are read and printed in lower case`() throws {
        let id = try #require(ObjectID(hex: text.uppercased()))
        #expect(id.hex == text)
        #expect(id == ObjectID(hex: text))
    }

    @Test func `anything but forty hexadecimal digits is refused`() {
        for wrong in [
            "", "0123", text + "0", String(text.dropLast()) + "g", String(repeating: "é", count: 20),
        ] {
            #expect(ObjectID(hex: wrong) == nil)
        }
    }

    @Test func `bytes come back as they went in`() throws {
        let bytes = (0..<20).map { UInt8($0 * 13) }
        let id = try #require(ObjectID(bytes: bytes))
        #expect(id.bytes == bytes)
        #expect(id.withBytes { $0.count } == 20)
        #expect(ObjectID(bytes: bytes.dropLast()) == nil)
    }

    @Test func `ids compare as their texts do`() throws {
        let texts = ["ff", "00", "7f", "80"].map { $0 + text.dropFirst(2) } + [text.dropLast() + "8", text]
        let ids = texts.compactMap { ObjectID(hex: $0) }
        #expect(ids.sorted().map(\.hex) == texts.sorted())
    }

    @Test func `the empty tree is the one git knows`() throws {
        let sandbox = try Sandbox()
        let written = try sandbox.git("mktree", in: try sandbox.repository())
        #expect(ObjectID.emptyTree.hex == written)
    }
}
