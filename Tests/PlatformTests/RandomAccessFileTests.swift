import Glibc
import Platform
import TestSupport
import Testing

@Suite struct RandomAccessFileTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    @Test func `what is written at a place is read there, up to the end of the file`() throws {
        try sandbox.write("file", "what was there before")
        let file = try RandomAccessFile(creating: sandbox.path("file"))
        try file.write(Array("abcdef".utf8)[2...], at: 3)
        try file.write(Array("xyz".utf8)[...], at: 0)
        #expect(try sandbox.read("file") == "xyzcdef")
        let middle = try file.read(3, at: 2)
        let end = try file.read(10, at: 5)
        let beyond = try file.read(10, at: 7)
        #expect([middle, end, beyond] == [Array("zcd".utf8), Array("ef".utf8), []])
    }

    @Test func `a disk that is full is an error that names the file`() throws {
        let file = try RandomAccessFile(creating: "/dev/full")
        var failure: SystemError?
        do throws(SystemError) { try file.write([1], at: 0) } catch { failure = error }
        #expect(failure == SystemError(code: ENOSPC, operation: "write", path: "/dev/full"))
    }

    @Test func `a file that is there can be read while another one writes it`() throws {
        let path = sandbox.path("shared")
        #expect(throws: SystemError.self) { _ = try RandomAccessFile(reading: path) }
        let writer = try RandomAccessFile(creating: path)
        try writer.write(Array("hello".utf8)[...], at: 0)
        let reader = try RandomAccessFile(reading: path)
        #expect(try reader.read(10, at: 1) == Array("ello".utf8))
        try writer.write(Array(" world".utf8)[...], at: 5)
        #expect(try reader.read(10, at: 5) == Array(" world".utf8))
    }
}
