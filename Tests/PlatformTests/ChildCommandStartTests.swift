import Glibc
import Platform
import TestSupport
import Testing

@Suite("Starting a ChildCommand")
struct ChildCommandStartTests {
    let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
    }

    @Test("A program that PATH does not have is named", arguments: ["no-such-program", ""])
    func missingProgram(name: String) {
        let error = #expect(throws: SystemError.self) {
            try ChildCommand([name], environment: sandbox.environment).run()
        }
        #expect(error == SystemError(code: ENOENT, operation: "start", path: name))
        #expect(error?.description == "cannot start '\(name)': no such file or directory")
    }

    @Test("Without PATH no name is found, but a path is")
    func noSearchPath() throws {
        #expect(throws: SystemError(code: ENOENT, operation: "start", path: "sh")) {
            try ChildCommand(["sh"], environment: [:]).run()
        }
        #expect(try ChildCommand(["/bin/sh", "-c", "exit 0"], environment: [:]).run().succeeded)
    }

    @Test("The program comes from the child's PATH, and never from a relative folder in it")
    func searchPath() throws {
        for folder in ["first", "second", "here"] {
            try sandbox.write("\(folder)/program", "#!/bin/sh\necho \(folder)\n")
            #expect(chmod(sandbox.path("\(folder)/program"), folder == "first" ? 0o644 : 0o755) == 0)
        }
        let path = ["", ".", "here", sandbox.path("first"), sandbox.path("second")].joined(separator: ":")
        let command = ChildCommand(["program"], in: sandbox.path("here"), environment: ["PATH": path])
        #expect(try command.run().outputText == "second\n")
    }

    @Test("A file that is not executable is refused for that reason")
    func notExecutable() throws {
        try sandbox.write("folder/program", "")
        #expect(throws: SystemError(code: EACCES, operation: "start", path: "program")) {
            try ChildCommand(["program"], environment: ["PATH": sandbox.path("folder")]).run()
        }
    }

    @Test("A missing working directory is named, not the program")
    func missingFolder() throws {
        let error = #expect(throws: SystemError.self) {
            try ChildCommand(["true"], in: "/no/such", environment: sandbox.environment).run()
        }
        #expect(error?.path == "/no/such")
        #expect(error?.code == ENOENT)
    }

    @Test("A detached program has a session of its own, init for a parent and no streams")
    func detached() throws {
        let pipe = sandbox.path("pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        try ChildCommand(
            ["sh", "-c", "{ cat /proc/$$/stat; readlink /proc/$$/fd/[012]; } > '\(pipe)'"],
            environment: sandbox.environment
        ).spawnDetached()
        // Reading waits for the program to open the pipe, and ends when it has closed it.
        let lines = String(decoding: try Files.read(pipe), as: UTF8.self).split(separator: "\n")
        let fields = try #require(lines.first).split(separator: " ")
        #expect(fields[5] == fields[0], "the session")
        #expect(fields[3] != "\(getpid())", "the parent")
        #expect(lines[1...].first == "/dev/null")
        #expect(lines.last == "/dev/null")
    }

    @Test("A detached program that cannot start is an error here")
    func detachedFailure() {
        #expect(throws: SystemError(code: ENOENT, operation: "start", path: "/no/such")) {
            try ChildCommand(["/no/such"], environment: [:]).spawnDetached()
        }
    }
}
