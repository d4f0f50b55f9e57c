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
        let chunk = 256 << 10
        let before = buffer.count
        buffer.append(contentsOf: repeatElement(0, count: chunk))
        var count: Int
        repeat {
            count = buffer.withUnsafeMutableBytes { bytes in
                read(descriptor, bytes.baseAddress.map { $0 + before }, chunk)
            }
        } while count < 0 && errno == EINTR
        buffer.removeLast(chunk - max(count, 0))
        guard count >= 0 else { throw SystemError(code: errno, operation: "read standard input") }
        if count == 0 { hasEnded = true }
    }
}
