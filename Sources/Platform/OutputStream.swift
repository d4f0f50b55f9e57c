import Glibc

/// A buffered writer on a descriptor that says when the output did not arrive.
///
/// A reader who went away is an error with `EPIPE`, not the end of the process; a full disk is one with
/// `ENOSPC`. The bytes are lost with the error: writing again does not repeat them.
public struct OutputStream: ~Copyable, Sendable {
    /// Enough that a long listing takes few system calls.
    private static let capacity = 64 * 1024

    private let descriptor: Descriptor
    private let name: String
    private var buffer: [UInt8] = []

    /// Writes to what is open under `number`, which stays the caller's to close.
    ///
    /// - Parameters:
    ///   - number: the open descriptor, which is duplicated.
    ///   - name: what errors call it, such as `standard output`.
    public init(descriptor number: Int32, name: String) throws(SystemError) {
        descriptor = try Descriptor(duplicating: number)
        self.name = name
    }

    deinit {
        // The last chance for who forgot to flush; its failure has nobody left to go to.
        try? descriptor.writeAll(buffer, path: name)
    }

    /// Adds the text as UTF-8, and writes when enough has gathered.
    public mutating func write(_ text: String) throws(SystemError) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= Self.capacity { try flush() }
    }

    /// Adds the bytes, and writes when enough has gathered.
    public mutating func write(_ bytes: [UInt8]) throws(SystemError) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.capacity { try flush() }
    }

    /// Writes what has gathered. Call it last: only then is it known that all arrived.
    public mutating func flush() throws(SystemError) {
        if buffer.isEmpty { return }
        defer { buffer.removeAll(keepingCapacity: true) }
        try descriptor.writeAll(buffer, path: name)
    }
}
