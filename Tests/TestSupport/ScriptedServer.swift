import Glibc
public import Platform
import Synchronization

/// A web server on loopback that answers by a script: whole, in pieces, late, never, or with garbage.
public final class ScriptedServer: Sendable {
    /// What was asked.
    public struct Received: Sendable {
        /// As in `POST`.
        public let method: String
        /// With its query.
        public let path: String
        /// By names in small letters.
        public let fields: [String: String]
        /// As long as it was said to be.
        public let body: [UInt8]
        /// From 1.
        public let number: Int

        /// The body as text.
        public var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// One thing that the server does with a connection.
    public enum Act: Sendable {
        /// Sends these bytes at once.
        case send([UInt8])
        /// Waits for a signal of the test.
        case wait(Signal)
        /// Says nothing more until the other side has gone.
        case stall
        /// Breaks the connection off amid everything.
        case reset
    }

    /// As in `http://127.0.0.1:4711`.
    public let url: String

    private let listener: Int32
    private let script: @Sendable (Received) -> [Act]
    private let log = Mutex<[Received]>([])
    private let arrivals = Signal()

    /// Listens on a port that is free.
    ///
    /// - Parameter script: what to do with a request; behind it the connection is closed.
    public init(_ script: @escaping @Sendable (Received) -> [Act]) throws(SystemError) {
        self.script = script
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard listener >= 0 else { throw SystemError(code: errno, operation: "make a socket") }
        self.listener = listener
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, size) == 0 && listen(listener, 4096) == 0
                    && getsockname(listener, address, &size) == 0
            }
        }
        guard status else { throw SystemError(code: errno, operation: "listen") }
        url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
        try BackgroundThread.start { [weak self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0, let self else { break }
                _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                try? BackgroundThread.start { self.serve(connection) }
            }
            close(listener)
        }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    /// What was asked so far.
    public var requests: [Received] { log.withLock { $0 } }

    /// Waits for the next request that nobody has waited for yet.
    public func waitForRequest() async { await arrivals.taken() }

    private func serve(_ connection: Int32) {
        defer { close(connection) }
        guard let received = read(connection) else { return }
        arrivals.give()
        for act in script(received) {
            switch act {
            case .send(let bytes): guard send(bytes, connection) else { return }
            case .wait(let signal): signal.take()
            case .stall:
                var byte: UInt8 = 0
                while recv(connection, &byte, 1, 0) > 0 {}
                return
            case .reset:
                var option = linger(l_onoff: 1, l_linger: 0)
                setsockopt(
                    connection, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
                return
            }
        }
        shutdown(connection, Int32(SHUT_WR))
        // Closing with something unread would break what is on its way off.
        var rest = [UInt8](repeating: 0, count: 4096)
        while recv(connection, &rest, rest.count, 0) > 0 {}
    }

    private func read(_ connection: Int32) -> Received? {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        let separator: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
        while true {
            if let end = bytes.firstRange(of: separator) {
                let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
                var fields: [String: String] = [:]
                for line in lines.dropFirst() {
                    let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                    guard parts.count == 2 else { continue }
                    fields[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
                }
                let length = fields["content-length"].flatMap { Int($0) } ?? 0
                let words = (lines.first ?? "").split(separator: " ").map(String.init)
                guard words.count >= 2 else { return nil }
                if bytes.count - end.upperBound >= length {
                    return log.withLock { log in
                        let received = Received(
                            method: words[0], path: words[1], fields: fields,
                            body: Array(bytes[end.upperBound...].prefix(length)), number: log.count + 1)
                        log.append(received)
                        return received
                    }
                }
            }
            let count = recv(connection, &piece, piece.count, 0)
            guard count > 0 else { return nil }
            bytes += piece[..<count]
        }
    }

    private func send(_ bytes: [UInt8], _ connection: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}

extension ScriptedServer.Act {
    /// A whole response.
    public static func respond(
        _ status: Int = 200, _ body: String, type: String = "application/json", fields: [String: String] = [:]
    ) -> Self {
        var head = "HTTP/1.1 \(status) Scripted\r\ncontent-type: \(type)\r\n"
        head += "content-length: \(body.utf8.count)\r\nconnection: close\r\n"
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) { head += "\(name): \(value)\r\n" }
        return .send(Array((head + "\r\n" + body).utf8))
    }

    /// The head of a stream, whose end is the connection's.
    public static func head(
        _ status: Int = 200, type: String = "text/event-stream", fields: [String: String] = [:]
    ) -> Self {
        var head = "HTTP/1.1 \(status) Scripted\r\ncontent-type: \(type)\r\nconnection: close\r\n"
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) { head += "\(name): \(value)\r\n" }
        return .send(Array((head + "\r\n").utf8))
    }

    /// More of a stream.
    public static func text(_ text: String) -> Self { .send(Array(text.utf8)) }
}
