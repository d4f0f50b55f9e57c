public import Platform
import Synchronization

/// What a step's command prints: masked, kept in a file, with its last lines at hand while it runs.
public final class StepOutput: Sendable {
    /// What became of the output in the end.
    public struct Summary: Sendable, Equatable {
        /// All bytes that were printed, once masked.
        public let totalBytes: Int
        /// Those that are not in the file.
        public let omittedBytes: Int

        /// A summary of these figures.
        public init(totalBytes: Int, omittedBytes: Int) {
            (self.totalBytes, self.omittedBytes) = (totalBytes, omittedBytes)
        }
    }

    private struct State: ~Copyable {
        var mask: MaskStream
        var file: OutputFile
        let observe: @Sendable ([UInt8]) -> Void
        var failure: SystemError?

        mutating func write(_ bytes: [UInt8]) {
            if !bytes.isEmpty { observe(bytes) }
            guard failure == nil, !bytes.isEmpty else { return }
            do throws(SystemError) { try file.write(bytes) } catch { failure = error }
        }
    }

    private let state: Mutex<State>

    /// Makes the file at `path`, or empties the one that is there.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - mask: what is hidden.
    ///   - limits: how much is kept.
    ///   - observe: gets everything, masked, as it comes.
    public init(
        path: String, mask: SecretMask, limits: OutputFile.Limits = OutputFile.Limits(),
        observe: @escaping @Sendable ([UInt8]) -> Void = { _ in }
    ) throws(SystemError) {
        let file = try OutputFile(path: path, limits: limits)
        state = Mutex(State(mask: mask.makeStream(), file: file, observe: observe))
    }

    /// Where a command's output is sent to.
    ///
    /// A disk that is full does not hold up the command: what can't be written is lost, and ``finish()`` says
    /// so.
    public var consumer: ChildCommand.Consumer { { bytes in self.add(bytes) } }

    private func add(_ bytes: [UInt8]) {
        state.withLock { $0.write($0.mask.feed(bytes)) }
    }

    /// The last lines, `count` at most, of the last 16 KiB; what is not UTF-8 becomes U+FFFD.
    public func lastLines(_ count: Int) -> [String] {
        let bytes = state.withLock { (try? $0.file.last(16 << 10)) ?? [] }
        if bytes.isEmpty { return [] }
        return bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .dropLast(bytes.last == UInt8(ascii: "\n") ? 1 : 0).suffix(count)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// Writes what was held back, as the command has ended.
    public func settle() { state.withLock { $0.write($0.mask.finish()) } }

    /// Adds a line of our own behind what the command has printed.
    public func add(remark: String) { add(Array("autowrk: \(remark)\n".utf8)) }

    /// Writes what was held back, and the file's final form.
    ///
    /// - Throws: when something could not be written, now or before.
    public func finish() throws(SystemError) -> Summary {
        try state.withLock { (state) throws(SystemError) in
            state.write(state.mask.finish())
            if let failure = state.failure { throw failure }
            try state.file.finish()
            return Summary(totalBytes: state.file.totalBytes, omittedBytes: state.file.omittedBytes)
        }
    }
}
