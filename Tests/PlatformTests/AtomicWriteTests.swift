import Glibc
import Platform
import TestSupport
import Testing

@Suite("Files.writeAtomically")
struct AtomicWriteTests {
    let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
    }

    @Test("The new content replaces the old, and nothing else is left", arguments: [true, false])
    func replaces(durable: Bool) throws {
        let file = sandbox.path("folder/file")
        try sandbox.write("folder/file", "old and longer")
        try Files.writeAtomically(Array("new".utf8), to: file, durable: durable)
        #expect(try sandbox.snapshot(of: "folder") == ["file": Array("new".utf8)])
    }

    @Test("Who has the old file open still reads the old content")
    func readers() throws {
        try sandbox.write("file", "old")
        let reader = open(sandbox.path("file"), O_RDONLY)
        defer { close(reader) }
        try Files.writeAtomically([], to: sandbox.path("file"), durable: false)
        var bytes = [UInt8](repeating: 0, count: 10)
        #expect(read(reader, &bytes, 10) == 3)
    }

    @Test("A failure leaves the folder as it was")
    func failure() throws {
        // A folder can't be replaced by a file.
        try sandbox.write("folder/taken/file", "")
        let before = try sandbox.snapshot(of: "folder")
        let path = sandbox.path("folder/taken")
        #expect(throws: SystemError(code: EISDIR, operation: "replace", path: path)) {
            try Files.writeAtomically([1], to: path, durable: true)
        }
        #expect(try sandbox.snapshot(of: "folder") == before)
    }

    @Test("A program can be written as such")
    func permissions() throws {
        let path = sandbox.path("program")
        try Files.writeAtomically(
            Array("#!/bin/sh\nexit 7\n".utf8), to: path, durable: false, permissions: 0o777)
        #expect(try sandbox.run([path]).status == 7)
    }

    @Test("A folder that is missing is an error, and is not made")
    func missingFolder() {
        let path = sandbox.path("missing/file")
        let error = #expect(throws: SystemError.self) {
            try Files.writeAtomically([], to: path, durable: false)
        }
        #expect(error?.code == ENOENT)
        #expect(!Files.exists(sandbox.path("missing")))
    }
}
