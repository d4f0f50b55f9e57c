import Engine
import Platform
import TestSupport
import Testing

@Suite struct OutputFileTests {
    private let sandbox: Sandbox
    private let path: String

    init() throws {
        sandbox = try Sandbox()
        path = sandbox.path("output")
    }

    @Test func `up to the limit everything is kept as it comes`() throws {
        var file = try OutputFile(path: path, limits: OutputFile.Limits(head: 4, tail: 6))
        for piece in ["ab", "cdef", "", "ghij"] { try file.write(Array(piece.utf8)) }
        #expect(try sandbox.read("output") == "abcdefghij", "it can be followed")
        #expect(file.omittedBytes == 0)
        try file.finish()
        #expect(try sandbox.read("output") == "abcdefghij")
    }

    @Test func `beyond it the beginning and the end stay, and a line says how much does not`() throws {
        var file = try OutputFile(path: path, limits: OutputFile.Limits(head: 4, tail: 6))
        try file.write(Array("0123456789abcdefgh".utf8))
        try file.write(Array("ijk".utf8))
        try file.finish()
        #expect(file.totalBytes == 21)
        #expect(file.omittedBytes == 11)
        #expect(try sandbox.read("output") == "0123\n[… 11 bytes left out …]\nfghijk")
    }

    @Test(arguments: 0..<30 as Range<UInt64>)
    func `pieces of any size leave the same file`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let limits = OutputFile.Limits(
            head: Int.random(in: 0...20, using: &random), tail: Int.random(in: 0...20, using: &random))
        var file = try OutputFile(path: path, limits: limits)
        var all: [UInt8] = []
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            let piece = (0..<Int.random(in: 0...30, using: &random)).map { _ in
                UInt8.random(in: 97...122, using: &random)
            }
            try file.write(piece)
            all += piece
            let count = Int.random(in: 0...30, using: &random)
            let last = try file.last(count)
            #expect(last == Array(all.suffix(min(count, limits.tail))))
        }
        try file.finish()
        let omitted = all.count - limits.head - limits.tail
        let expected =
            omitted > 0
            ? all.prefix(limits.head) + Array("\n[… \(omitted) bytes left out …]\n".utf8)
                + all.suffix(limits.tail) : all[...]
        #expect(try Files.read(path) == Array(expected))
        let total = file.totalBytes
        #expect(total == all.count)
    }
}
