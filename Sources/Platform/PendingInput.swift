import Glibc

/// What a child is still to read: the end of the pipe that we hold, and the bytes that wait.
struct PendingInput: ~Copyable {
    private var writer: Descriptor?
    private var bytes: [UInt8]
    private var position = 0

    /// Nothing to feed.
    init() {
        bytes = []
    }

    init(_ bytes: [UInt8], into writer: consuming Descriptor) {
        self.bytes = bytes
        writer.setNonBlocking()
        if !bytes.isEmpty { self.writer = consume writer }
    }

    /// For `poll(2)`: -1, which it passes over, once all is written.
    var descriptorNumber: Int32 {
        switch writer {
        case .some(let writer): writer.number
        case nil: -1
        }
    }

    /// Writes what the pipe has room for, without waiting, and closes it after the last byte, or when
    /// the child has closed its end.
    mutating func feed() {
        let number = descriptorNumber
        guard number >= 0 else { return }
        let count = bytes[position...].withUnsafeBytes { rest in
            withoutBrokenPipeSignal { uninterrupted { write(number, rest.baseAddress, rest.count) } }
        }
        if count < 0, errno == EAGAIN { return }
        position += max(count, 0)
        if count < 0 || position == bytes.count { writer = nil }
    }
}
