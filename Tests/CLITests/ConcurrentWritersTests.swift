import Foundation
import TestSupport
import Testing

/// Eight processes that append to one repository at once.
@Suite(.serialized)
struct ConcurrentWritersTests {
    let clone: Clone
    let trace: String

    init() throws {
        clone = try Clone()
        trace = clone.sandbox.path("trace")
    }

    @Test func `eight batches of five hundred events lose none and repeat none`() throws {
        var writers: [Writer] = []
        for number in 0..<8 {
            let command = try clone.sandbox.start(
                ["git-autowrk", "journal", "append", "--batch"], in: clone.path, named: "writer-\(number)",
                environment: ["AUTOWRK_TRACE": trace])
            writers.append(Writer(number: number, command: command))
        }
        while writers.contains(where: { !$0.isDone }) {
            for index in writers.indices { try writers[index].step() }
            if writers.contains(where: { !$0.isDone }) {
                try LiveCommand.waitForOutput(of: writers.filter { !$0.isDone }.map(\.command))
            }
        }
        for writer in writers {
            writer.command.closeInput()
            let (status, stderr) = try writer.command.finish()
            #expect(status == 0)
            #expect(stderr == "")
        }
        try expectAll(writers.map(\.acknowledged), count: 4000)
        for writer in writers {
            let numbers = try clone.autowrk("journal", "show", "writer/\(writer.number)").stdout
            #expect(try Clone.ids(in: numbers) == writer.acknowledged, "in the order in which they were sent")
        }
        try reportLockWaits()
    }

    @Test func `eight processes that append one event after another lose none and repeat none`() throws {
        let script = """
            for n in $(seq 25); do
                git-autowrk journal append --stream writer/$0 --type counted --data "{\\"n\\":$n}" || exit
            done
            """
        let commands = try (0..<8).map { number in
            try clone.sandbox.start(
                ["sh", "-c", script, "\(number)"], in: clone.path, named: "writer-\(number)",
                environment: ["AUTOWRK_TRACE": trace])
        }
        var acknowledged: [[String]] = []
        for command in commands {
            var ids: [String] = []
            while let lines = try command.nextLines() { ids += lines }
            let (status, stderr) = try command.finish()
            #expect(status == 0)
            #expect(stderr == "")
            acknowledged.append(ids)
        }
        try expectAll(acknowledged, count: 200)
        try reportLockWaits()
    }

    private func expectAll(_ acknowledged: [[String]], count: Int) throws {
        let ids = acknowledged.flatMap { $0 }
        #expect(ids.count == count)
        #expect(Set(ids).count == count, "no id is given out twice")
        for ids in acknowledged { #expect(ids == ids.sorted(), "ids of one writer rise") }
        #expect(try clone.exportedIDs() == ids.sorted())
        try clone.expectSound()
        #expect(try clone.autowrk("fsck").status == 0)
        #expect(try clone.laneLocks().isEmpty)
    }

    /// Prints what the processes noted about the lock: `03:25:00.123 lock <path> <milliseconds>`. How long
    /// is too long is for `autowrk-bench writers`, which has the machine for itself.
    private func reportLockWaits() throws {
        let waits = try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
            .filter { $0.contains(" lock /") }.compactMap {
                $0.split(separator: " ").last.flatMap { Double($0) }
            }
        let longest = try #require(waits.max())
        print("8 writers: longest wait for the lock \(longest) ms, of \(waits.count)")
    }
}

/// One process that is fed 25 lines whenever it has acknowledged those before.
private struct Writer {
    let number: Int
    let command: LiveCommand

    /// Lines that are sent at once.
    private static let portion = 25

    private(set) var acknowledged: [String] = []
    private var sent = 0

    init(number: Int, command: LiveCommand) { (self.number, self.command) = (number, command) }

    var isDone: Bool { acknowledged.count >= 500 }

    mutating func step() throws {
        if sent > 0 {
            guard let lines = try command.takeLines() else {
                throw WriterDied(number: number, stderr: try command.finish().stderr)
            }
            acknowledged += lines
        }
        guard acknowledged.count == sent, sent < 500 else { return }
        command.send((sent..<sent + Self.portion).map { batchLine($0, stream: "writer/\(number)") }.joined())
        sent += Self.portion
    }
}

private struct WriterDied: Error {
    let number: Int
    let stderr: String
}
