import Glibc
import Platform
import TestSupport
import Testing

@Suite("OutputStream")
struct OutputStreamTests {
    private func stream(to path: String) throws -> OutputStream {
        let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
        defer { close(file) }
        return try OutputStream(descriptor: file, name: "standard output")
    }

    @Test("Nothing is written before enough has gathered, all of it at the flush")
    func buffering() throws {
        let sandbox = try Sandbox()
        var stream = try stream(to: sandbox.path("file"))
        try stream.write("ä")
        try stream.write([0x0A])
        #expect(try sandbox.read("file").isEmpty)
        try stream.flush()
        try stream.flush()
        #expect(try sandbox.read("file") == "ä\n")
        let long = String(repeating: "x", count: 100_000)
        try stream.write(long)
        #expect(try sandbox.read("file") == "ä\n" + long)
    }

    @Test("What was not flushed is written in the end")
    func forgottenFlush() throws {
        let sandbox = try Sandbox()
        var stream = try stream(to: sandbox.path("file"))
        try stream.write("text")
        _ = consume stream
        #expect(try sandbox.read("file") == "text")
    }

    @Test("A reader who went away is an error, and the process lives")
    func brokenPipe() throws {
        var ends: [Int32] = [-1, -1]
        #expect(pipe(&ends) == 0)
        var stream = try OutputStream(descriptor: ends[1], name: "standard output")
        ends.forEach { close($0) }
        // Until it fails, as a child that another test starts may hold a copy of the reader for a moment.
        let error = #expect(throws: SystemError.self) {
            while true {
                try stream.write("text")
                try stream.flush()
            }
        }
        #expect(error?.code == EPIPE)
        #expect(error?.description == "cannot write 'standard output': broken pipe")
    }

    @Test("A full disk is an error, and its bytes are not tried again")
    func fullDisk() throws {
        var stream = try stream(to: "/dev/full")
        try stream.write("text")
        #expect(throws: SystemError(code: ENOSPC, operation: "write", path: "standard output")) {
            try stream.flush()
        }
        try stream.flush()
    }
}
