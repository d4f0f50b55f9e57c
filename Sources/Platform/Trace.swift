import Glibc

/// A log of what the program does and how long that takes, for whoever looks into a problem.
///
/// One line each: `03:25:00.123 <area> <text> <milliseconds>`, the time in UTC. Switched off it costs a
/// test for nil: texts are not even made. The edge makes one and hands it down.
public struct Trace: Sendable {
    /// Where the lines go; nil when switched off.
    private let sink: Sink?
    private let time: TimeSource

    /// A trace that writes nothing.
    public static let off = Trace(sink: nil, time: .system)

    private init(sink: Sink?, time: TimeSource) {
        self.sink = sink
        self.time = time
    }

    /// Reads `AUTOWRK_TRACE`: `1` writes to standard error, an absolute path appends to that file, and
    /// anything else switches the trace off.
    ///
    /// - Throws: when the file cannot be opened for appending.
    public init(environment: [String: String], time: TimeSource = .system) throws(SystemError) {
        let wish = environment["AUTOWRK_TRACE", default: ""]
        switch (wish, wish.first) {
        case ("1", _):
            self.init(sink: Sink(try Descriptor(duplicating: STDERR_FILENO)), time: time)
        case (_, "/"):
            let file = try Descriptor(opening: wish, flags: O_WRONLY | O_CREAT | O_APPEND)
            self.init(sink: Sink(file), time: time)
        default:
            self.init(sink: nil, time: time)
        }
    }

    /// Something happens now that takes no time.
    ///
    /// - Parameters:
    ///   - area: the part of the program, one lower-case word: `journal`, `git`.
    ///   - text: what happens; not made while the trace is off.
    public func note(_ area: String, _ text: @autoclosure () -> String) {
        guard let sink else { return }
        sink.write("\(time.now().timeOfDay) \(area) \(text())\n")
    }

    /// Runs `body` and notes how long it took, whether it returned or threw.
    public func measure<Value: ~Copyable, Failure: Error>(
        _ area: String, _ text: @autoclosure () -> String, _ body: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        guard sink != nil else { return try body() }
        let stopwatch = Stopwatch()
        defer { note(area, text(), since: stopwatch) }
        return try body()
    }

    /// Something has happened that took the time since `stopwatch` was started.
    public func note(_ area: String, _ text: @autoclosure () -> String, since stopwatch: Stopwatch) {
        guard let sink else { return }
        let milliseconds = stopwatch.elapsedNanoseconds / 1_000_000
        let thousandths = String(stopwatch.elapsedNanoseconds / 1000 % 1000 + 1000).dropFirst()
        sink.write("\(time.now().timeOfDay) \(area) \(text()) \(milliseconds).\(thousandths)\n")
    }
}

/// The file that lines go to, in one `write(2)` each, so that the lines of several threads and processes
/// stay whole.
private final class Sink: Sendable {
    private let file: Descriptor

    init(_ file: consuming Descriptor) {
        self.file = file
    }

    /// A line that cannot be written is lost: no work fails on account of its trace.
    func write(_ line: String) {
        try? file.writeAll(line.utf8, path: nil)
    }
}
