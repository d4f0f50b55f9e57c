/// Cuts bytes that come in pieces of any size into lines; LF, CR and CR LF end one.
public struct LineSplitter: Sendable {
    /// What has no end yet.
    private var pending: [UInt8] = []
    /// A CR has ended the line before, so that an LF right behind it belongs to it.
    private var skipsLineFeed = false
    /// In bytes.
    private let longestLine: Int

    /// - Parameter longestLine: in bytes; a longer one is an error.
    public init(longestLine: Int = 16 << 20) { self.longestLine = longestLine }

    /// The lines that end in these bytes, without their ends.
    ///
    /// - Throws: ``LineTooLong``.
    public mutating func split(_ bytes: some Collection<UInt8>) throws(LineTooLong) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        for byte in bytes {
            if byte == 0x0A, skipsLineFeed {
                skipsLineFeed = false
                continue
            }
            skipsLineFeed = byte == 0x0D
            if byte == 0x0A || byte == 0x0D {
                lines.append(pending)
                pending = []
            } else {
                guard pending.count < longestLine else { throw LineTooLong(limit: longestLine) }
                pending.append(byte)
            }
        }
        return lines
    }

    /// What stands behind the last line's end; nil for nothing.
    public mutating func rest() -> [UInt8]? {
        defer { pending = [] }
        return pending.isEmpty ? nil : pending
    }
}

/// A line that nobody would send.
public struct LineTooLong: Error, Sendable, Equatable {
    /// In bytes.
    public let limit: Int

    /// Longer than this.
    public init(limit: Int) { self.limit = limit }
}
