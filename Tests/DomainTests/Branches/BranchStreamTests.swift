import Domain
import TestSupport
import Testing

@Suite("Streams of branches") struct BranchStreamTests {
    @Test func `plain names stay readable`() {
        #expect(BranchStream.name(of: "fix/issue-12") == "branch/fix/issue-12")
        #expect(BranchStream.name(of: "v1.0_x@y") == "branch/v1.0_x@y")
    }

    @Test func `other bytes are escaped`() {
        #expect(BranchStream.name(of: "a+b") == "branch/a+2bb")
        #expect(BranchStream.name(of: "a#b\u{1}") == "branch/a+23b+01")
        #expect(BranchStream.name(of: "ü") == "branch/+c3+bc")
    }

    @Test func `long names are cut, and stay apart`() {
        let long = String(repeating: "x", count: 300)
        #expect(BranchStream.name(of: long).utf8.count <= 255)
        #expect(BranchStream.name(of: long + "1") != BranchStream.name(of: long + "2"))
        #expect(BranchStream.name(of: String(repeating: "ü", count: 200)).utf8.count <= 255)
    }

    @Test func `different names have different streams of allowed bytes`() {
        var generator = SeededGenerator(seed: 4)
        var seen: [String: String] = [:]
        for _ in 0..<2000 {
            let scalars = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
                Unicode.Scalar(UInt8.random(in: 0x21...0x7E, using: &generator))
            }
            let name = String(String.UnicodeScalarView(scalars))
            let stream = BranchStream.name(of: name)
            #expect(seen[stream] == nil || seen[stream] == name)
            seen[stream] = name
            #expect(
                stream.dropFirst(7).utf8.allSatisfy { byte in
                    Unicode.Scalar(byte).properties.isAlphabetic || (0x30...0x39).contains(byte)
                        || "._@+-/".utf8.contains(byte)
                })
        }
    }
}
