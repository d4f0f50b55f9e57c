/// How a child process ended and what it printed.
public struct ChildOutcome: Sendable, Equatable {
    /// The way it ended.
    public enum Ending: Sendable, Equatable {
        /// By itself, with this exit status (0 to 255).
        case exited(Int32)
        /// By this signal, which was not sent on account of the time limit or a request to stop.
        case signalled(Int32)
        /// By its time limit, whatever exit status it found time to give.
        case timedOut
        /// By a request to stop, whatever exit status it found time to give.
        case stopped
    }

    /// The way it ended.
    public let ending: Ending

    /// What was captured of standard output; empty when it went elsewhere.
    public let output: [UInt8]

    /// What was captured of standard error; empty when it went elsewhere.
    public let errorOutput: [UInt8]

    /// The child printed more on standard output than the capture limit, and the rest is gone.
    public let outputWasTruncated: Bool

    /// The child printed more on standard error than the capture limit, and the rest is gone.
    public let errorOutputWasTruncated: Bool

    /// From before the start to after the end, by the monotonic clock.
    public let milliseconds: Double

    /// An outcome as it would have come from a real child, for whoever stands in for one.
    public init(
        ending: Ending, output: [UInt8] = [], errorOutput: [UInt8] = [], outputWasTruncated: Bool = false,
        errorOutputWasTruncated: Bool = false, milliseconds: Double = 0
    ) {
        self.ending = ending
        self.output = output
        self.errorOutput = errorOutput
        self.outputWasTruncated = outputWasTruncated
        self.errorOutputWasTruncated = errorOutputWasTruncated
        self.milliseconds = milliseconds
    }

    /// It ended by itself with status 0.
    public var succeeded: Bool { ending == .exited(0) }

    /// `output` as text; what is not UTF-8 becomes U+FFFD.
    public var outputText: String { String(decoding: output, as: UTF8.self) }

    /// `errorOutput` as text; what is not UTF-8 becomes U+FFFD.
    public var errorText: String { String(decoding: errorOutput, as: UTF8.self) }
}
