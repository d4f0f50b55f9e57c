import CPlatform
import Glibc

/// The two ends of a `pipe(2)`; neither is 0, 1 or 2, which a child's own descriptors replace.
struct PipeEnds: ~Copyable {
    var reader: Descriptor
    var writer: Descriptor

    init() throws(SystemError) {
        var ends: (Int32, Int32) = (-1, -1)
        let result = withUnsafeMutableBytes(of: &ends) {
            autowrk_pipe($0.assumingMemoryBound(to: Int32.self).baseAddress, O_CLOEXEC)
        }
        guard result == 0 else { throw SystemError("create a pipe") }
        // Both owned before either is moved, so that none leaks when that fails.
        let lowReader = Descriptor(adopting: ends.0)
        let lowWriter = Descriptor(adopting: ends.1)
        let reader = try Self.raised(lowReader)
        let writer = try Self.raised(lowWriter)
        self.reader = reader
        self.writer = writer
    }

    /// A process started with a closed standard stream gets its number for the next file it opens.
    private static func raised(_ low: consuming Descriptor) throws(SystemError) -> Descriptor {
        if low.number > STDERR_FILENO { return low }
        return try Descriptor(duplicating: low.number)
    }
}
