public import Platform

/// A file that keeps what a command has printed, up to a limit: the beginning and the end, as what fails
/// says so at one of them.
///
/// Up to the limit it is written from front to back and can be followed. Beyond it, what comes replaces the
/// oldest bytes behind the beginning, and ``finish()`` brings them into their order; in between nothing is
/// held in memory.
public struct OutputFile: ~Copyable, Sendable {
    /// How much is kept.
    public struct Limits: Sendable, Equatable {
        /// Bytes of the beginning.
        public var head: Int
        /// Bytes of the end.
        public var tail: Int

        /// 1 MiB and 3 MiB, unless given.
        public init(head: Int = 1 << 20, tail: Int = 3 << 20) { (self.head, self.tail) = (head, tail) }
    }

    /// All bytes that came.
    public private(set) var totalBytes = 0

    private let file: RandomAccessFile
    private let limits: Limits
    /// Where the end begins once it is in its order.
    private var tailOffset: Int?

    /// Makes the file, or empties the one that is there.
    public init(path: String, limits: Limits = Limits()) throws(SystemError) {
        file = try RandomAccessFile(creating: path)
        self.limits = limits
    }

    /// The bytes that are not kept.
    public var omittedBytes: Int { max(0, totalBytes - limits.head - limits.tail) }

    /// Adds what was printed next.
    public mutating func write(_ bytes: [UInt8]) throws(SystemError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            // Of a piece that is longer than the tail only the end can stay.
            let skipped = totalBytes >= limits.head ? max(0, rest.count - limits.tail) : 0
            rest = rest.dropFirst(skipped)
            totalBytes += skipped
            let (offset, room) = place(of: totalBytes)
            let part = rest.prefix(room)
            try file.write(part, at: offset)
            rest = rest.dropFirst(part.count)
            totalBytes += part.count
        }
    }

    /// The last bytes that came, `count` at most and no more than the tail.
    public borrowing func last(_ count: Int) throws(SystemError) -> [UInt8] {
        let count = min(count, limits.tail, totalBytes)
        if let tailOffset { return try file.read(count, at: tailOffset + limits.tail - count) }
        var bytes: [UInt8] = []
        var position = totalBytes - count
        while position < totalBytes {
            let (offset, room) = place(of: position)
            let part = try file.read(min(room, totalBytes - position), at: offset)
            if part.isEmpty { break }
            bytes += part
            position += part.count
        }
        return bytes
    }

    /// Brings the file into its final form: where bytes are missing, a line says how many. Nothing is
    /// written after it.
    public mutating func finish() throws(SystemError) {
        guard omittedBytes > 0, tailOffset == nil else { return }
        let notice = Array("\n[… \(omittedBytes) bytes left out …]\n".utf8)
        try file.write((notice + last(limits.tail))[...], at: limits.head)
        tailOffset = limits.head + notice.count
    }

    /// Where in the file a byte is kept, and how many after it follow there.
    private borrowing func place(of position: Int) -> (offset: Int, room: Int) {
        if position < limits.head { return (position, limits.head - position) }
        let turn = (position - limits.head) % max(limits.tail, 1)
        return (limits.head + turn, max(limits.tail, 1) - turn)
    }
}
