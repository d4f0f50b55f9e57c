import Glibc

/// Reads lines from a descriptor in groups: those that have arrived, so that a reader neither waits for more
/// than one nor goes to the kernel for each.
public struct LineReader: ~Copyable {
    private let descriptor: Int32
    private let lineLimit: Int
    private var buffer: [UInt8] = []
    private var start = 0
    private var hasEnded = false

    /// - Parameters:
    ///   - descriptor: what to read; it stays the caller's to close.
    ///   - lineLimit: a line of more bytes is an error (`EMSGSIZE`), so that memory is bounded.
    public init(descriptor: Int32, lineLimit: Int) {
        (self.descriptor, self.lineLimit) = (descriptor, lineLimit)
    }

    /// Waits for one line at least and returns up to `count` that are there, without their line ends; a last
    /// line needs no end. Empty at the end of the input.
    public mutating func next(upTo count: Int) throws(SystemError) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var searched = start
        while lines.count < count {
            if let end = buffer[searched...].firstIndex(of: 0x0A) {
                lines.append(Self.line(buffer[start..<end]))
                start = end + 1
                searched = start
            } else if !lines.isEmpty {
                return lines
            } else if hasEnded {
                if start < buffer.count { lines.append(Self.line(buffer[start...])) }
                start = buffer.count
                return lines
            } else {
                buffer.removeFirst(start)
                start = 0
                searched = buffer.count
                guard buffer.count <= lineLimit else {
                    throw SystemError(code: EMSGSIZE, operation: "read a line of standard input")
                }
                try fill()
            }
        }
        return lines
    }

    private static func line(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        Array(bytes.last == 0x0D ? bytes.dropLast() : bytes)
    }

    private mutating func fill() throws(SystemError) {
        var failure: Int32 = 0
        let piece = [UInt8](unsafeUninitializedCapacity: 256 << 10) { bytes, filled in
            var count: Int
            repeat {
                count = read(descriptor, bytes.baseAddress, bytes.count)
            } while count < 0 && errno == EINTR
            if count < 0 { failure = errno }
            filled = max(count, 0)
        }
        guard failure == 0 else { throw SystemError(code: failure, operation: "read standard input") }
        buffer += piece
        if piece.isEmpty { hasEnded = true }
    }
}
