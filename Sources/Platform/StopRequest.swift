import CPlatform
import Glibc

/// A way to tell running children from elsewhere that they are to stop.
///
/// One request serves any number of commands, and for good: a command that is started after it was made
/// ends at once.
public final class StopRequest: Sendable {
    /// An eventfd(2): readable from the request on.
    private let event: Descriptor

    /// A request that is not made yet.
    ///
    /// - Throws: when this process has no descriptor left.
    public init() throws(SystemError) {
        let number = autowrk_event()
        guard number >= 0 else { throw SystemError("create an event") }
        event = Descriptor(adopting: number)
    }

    /// Makes the request; making it again changes nothing.
    public func stop() {
        var count: UInt64 = 1
        // Fails only when it was made 2⁶⁴ times.
        _ = uninterrupted { write(event.number, &count, MemoryLayout.size(ofValue: count)) }
    }

    /// Whether it was made.
    public var isStopped: Bool { Descriptor.isReadable(event.number) }

    /// For `poll(2)`.
    var descriptorNumber: Int32 { event.number }
}

extension Descriptor {
    /// Whether there is something to read on it now, or its end.
    static func isReadable(_ number: Int32) -> Bool {
        var watched = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        return uninterrupted { poll(&watched, 1, 0) } > 0
    }
}
