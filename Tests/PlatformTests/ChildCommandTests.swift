import Glibc
import Platform
import TestSupport
import Testing

@Suite("ChildCommand")
struct ChildCommandTests {
    let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
    }

    private func shell(_ script: String) -> ChildCommand {
        ChildCommand(["sh", "-c", script], in: sandbox.path, environment: sandbox.environment)
    }

    @Test("Both streams and the exit status arrive apart")
    func streams() throws {
        let outcome = try shell("echo out; echo err >&2; exit 3").run()
        #expect(outcome.ending == .exited(3))
        #expect(outcome.outputText == "out\n")
        #expect(outcome.errorText == "err\n")
        #expect(!outcome.succeeded)
        #expect(outcome.milliseconds > 0)
    }

    @Test("A child that kills itself was signalled")
    func signalled() throws {
        #expect(try shell("kill -USR1 $$").run().ending == .signalled(SIGUSR1))
    }

    @Test("The child sees the given variables and no others")
    func environment() throws {
        let command = ChildCommand(["/usr/bin/env"], environment: ["A": "1", "B": "two words"])
        #expect(try command.run().outputText == "A=1\nB=two words\n")
    }

    @Test("The child starts in its working directory, where a relative program is looked for")
    func workingDirectory() throws {
        try sandbox.write("folder/program", "#!/bin/sh\npwd\n")
        #expect(chmod(sandbox.path("folder/program"), 0o755) == 0)
        let command = ChildCommand(
            ["./program"], in: sandbox.path("folder"), environment: sandbox.environment)
        #expect(try command.run().outputText == sandbox.path("folder") + "\n")
    }

    @Test("Megabytes pass through a child in both directions at once")
    func largeInput() throws {
        let bytes = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        var command = shell("tee /dev/stderr")
        command.input = .bytes(bytes)
        let outcome = try command.run()
        #expect(outcome.succeeded)
        #expect(outcome.output == bytes)
        #expect(outcome.errorOutput == bytes)
    }

    @Test("A child may leave its input unread", arguments: ["true", "head -c 1", "exec <&-; echo end"])
    func unreadInput(script: String) throws {
        var command = shell(script)
        command.input = .bytes([UInt8](repeating: 0, count: 1_000_000))
        #expect(try command.run().succeeded)
    }

    @Test("Without input the child reads the end at once")
    func noInput() throws {
        #expect(try shell("cat").run().succeeded)
        var empty = shell("cat")
        empty.input = .bytes([])
        #expect(try empty.run().succeeded)
    }

    @Test("What is beyond the capture limit is dropped and said to be")
    func truncation() throws {
        var command = shell("head -c 1000000 /dev/zero; printf abc >&2")
        command.output = .capture(limit: 10)
        command.errorOutput = .capture(limit: 3)
        let outcome = try command.run()
        #expect(outcome.succeeded)
        #expect(outcome.output == [UInt8](repeating: 0, count: 10))
        #expect(outcome.outputWasTruncated)
        #expect(outcome.errorText == "abc")
        #expect(!outcome.errorOutputWasTruncated)
    }

    @Test("An inherited stream is this process's own, a discarded one goes nowhere")
    func otherStreams() throws {
        var command = shell("link=$(readlink /proc/$$/fd/1); echo $link >&2")
        command.output = .inherit
        #expect(try command.run().errorText == Files.linkTarget(of: "/proc/self/fd/1") + "\n")
        command.output = .discard
        #expect(try command.run().errorText == "/dev/null\n")
    }

    @Test("Only descriptors 0 to 2 reach the child")
    func descriptors() throws {
        let leaky = open("/dev/null", O_RDONLY)
        defer { close(leaky) }
        #expect(try shell("ls /proc/$$/fd").run().outputText == "0\n1\n2\n")
    }

    @Test("The child ignores and blocks no signals, whatever this process does")
    func signals() throws {
        var blocked = sigset_t()
        var previous = sigset_t()
        sigemptyset(&blocked)
        sigaddset(&blocked, SIGUSR1)
        signal(SIGUSR2, SIG_IGN)
        pthread_sigmask(SIG_BLOCK, &blocked, &previous)
        defer {
            pthread_sigmask(SIG_SETMASK, &previous, nil)
            signal(SIGUSR2, SIG_DFL)
        }
        let outcome = try ChildCommand(
            ["sed", "-n", "s/^Sig\\(Blk\\|Ign\\):[[:space:]]*//p", "/proc/self/status"],
            environment: sandbox.environment
        ).run()
        // Signals 32 and 33 belong to the C library, which has them ignored in what it spawns.
        let standard: UInt64 = (1 << 31) - 1
        let masks = outcome.outputText.split(separator: "\n").map { UInt64($0, radix: 16) }
        #expect(masks.count == 2)
        #expect(masks.allSatisfy { $0.map { $0 & standard } == 0 })
    }

    @Test("The child leads a group of its own unless it is to share ours")
    func groups() throws {
        var command = shell("cut -d ' ' -f 1,5 /proc/$$/stat")
        let own = try command.run().outputText.split(whereSeparator: \.isWhitespace)
        #expect(own.first == own.last)
        command.group = .inherited
        let inherited = try command.run().outputText.split(whereSeparator: \.isWhitespace)
        #expect(inherited.last == "\(getpgrp())")
    }

    @Test("A background process that keeps the streams open does not hold up the outcome")
    func background() throws {
        let outcome = try shell("sleep 600 & echo $!").run()
        let background = try #require(pid_t(outcome.outputText.dropLast()))
        #expect(outcome.succeeded)
        #expect(kill(background, SIGKILL) == 0, "it was left alone")
    }

    @Test("A background process that prints for ever does not hold up the outcome")
    func endlessBackground() throws {
        var command = shell("yes & echo $! >&2")
        command.output = .capture(limit: 100)
        let outcome = try command.run()
        let background = try #require(pid_t(outcome.errorText.dropLast()))
        kill(background, SIGKILL)
        #expect(outcome.succeeded)
    }
}
