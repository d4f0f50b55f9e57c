import Glibc
import Platform
import Synchronization

/// A place where commands wait until a test lets them go on: a FIFO, which somebody has to open for writing
/// before it can be opened for reading (fifo(7)).
public final class Gate: Sendable {
    private let path: String
    /// Keeps it open.
    private let descriptor = Mutex<Int32?>(nil)

    /// Makes the gate, closed.
    public init(_ name: String, in sandbox: borrowing Sandbox) throws {
        path = sandbox.path(name)
        guard mkfifo(path, 0o600) == 0 else {
            throw SystemError(code: errno, operation: "make a gate", path: path)
        }
    }

    deinit { if let number = descriptor.withLock({ $0 }) { close(number) } }

    /// For the shell: waits until the gate is open.
    public var pass: String { "true < \(path)" }

    /// For the shell: lets one who waits go on, or the next one who comes.
    public var letPass: String { "true > \(path)" }

    /// Lets everybody go on who waits or comes later.
    public func open() throws {
        // For both directions: opening it for writing alone would wait for somebody.
        let number = Glibc.open(path, O_RDWR | O_CLOEXEC)
        guard number >= 0 else { throw SystemError(code: errno, operation: "open a gate", path: path) }
        descriptor.withLock { $0 = number }
    }
}
