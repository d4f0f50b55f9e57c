import Engine
import Glibc
import Platform
import TestSupport
import Testing

@Suite struct StepOutputTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    private func command(_ script: String, into output: StepOutput) -> ChildCommand {
        var command = ChildCommand(["sh", "-c", script], in: sandbox.path, environment: sandbox.environment)
        (command.output, command.errorOutput) = (.stream(output.consumer), nil)
        return command
    }

    @Test func `the output of a command is stored without its secrets, however they are cut`() throws {
        let output = try StepOutput(path: sandbox.path("log"), mask: SecretMask(["s3cret-value"]))
        let script =
            "for part in 'key: s3' cret- 'val' 'ue!\n'; do printf \"$part\" >&2; done; echo done; exit 1"
        #expect(try command(script, into: output).run().ending == .exited(1))
        #expect(output.lastLines(10) == ["key: ***!", "done"])
        #expect(output.lastLines(1) == ["done"])
        #expect(try output.finish() == StepOutput.Summary(totalBytes: 15, omittedBytes: 0))
        #expect(try sandbox.read("log") == "key: ***!\ndone\n")
    }

    @Test func `much output is cut, and the end stays`() throws {
        let output = try StepOutput(
            path: sandbox.path("log"), mask: SecretMask([]), limits: OutputFile.Limits(head: 10, tail: 20))
        #expect(try command("seq 100000; echo the end", into: output).run().succeeded)
        #expect(try output.finish().omittedBytes == 588_895 + 8 - 30)
        #expect(
            try sandbox.read("log")
                == "1\n2\n3\n4\n5\n\n[… 588873 bytes left out …]\n9999\n100000\nthe end\n")
        #expect(output.lastLines(2) == ["100000", "the end"])
    }

    @Test func `a full disk does not hold up the command, and is told of in the end`() throws {
        let output = try StepOutput(path: "/dev/full", mask: SecretMask([]))
        #expect(try command("seq 100000", into: output).run().succeeded)
        #expect(throws: SystemError(code: ENOSPC, operation: "write", path: "/dev/full")) {
            try output.finish()
        }
    }

    @Test func `an output without a last line end has its last line, too`() throws {
        let output = try StepOutput(path: sandbox.path("log"), mask: SecretMask([]))
        #expect(output.lastLines(3) == [])
        #expect(try command("printf 'a\n\nb'", into: output).run().succeeded)
        #expect(output.lastLines(3) == ["a", "", "b"])
    }
}
