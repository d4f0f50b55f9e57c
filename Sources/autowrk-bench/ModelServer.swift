import Glibc
import Platform

/// A model on loopback, in a process of its own so that its memory does not count: it streams answers in OpenAI's
/// format whose text is the time at which it was sent.
///
/// Questions to `/held` wait until as many have come as were announced; then one after another gets its answer, a
/// millisecond apart. Questions to `/quick` are answered at once.
enum ModelServer {
    /// The word by which this program serves instead of measuring.
    static let command = "model-server"

    /// Serves until standard input ends; prints the address first.
    ///
    /// - Parameter count: how many questions are held.
    static func run(holding count: Int) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, size) == 0 && listen(listener, 4096) == 0
                    && getsockname(listener, address, &size) == 0
            }
        }
        guard isListening else { throw BenchError(.failure, "the server can't listen") }
        var output = try StandardOutput.stream()
        try output.write("http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))\n")
        try output.flush()
        let held = HeldQuestions(count)
        try BackgroundThread.start {
            while case let connection = accept(listener, nil, nil), connection >= 0 {
                try? BackgroundThread.start { answer(connection, held) }
            }
        }
        _ = try StandardInput.readToEnd()
    }

    private static func answer(_ connection: Int32, _ held: HeldQuestions) {
        while let path = request(connection) {
            send(
                connection,
                "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")
            if path.hasPrefix("/held") { held.wait() }
            piece(connection, "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\(now())\"}}]}")
            piece(
                connection,
                "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":1}}"
            )
            piece(connection, "[DONE]")
            send(connection, "0\r\n\r\n")
        }
        close(connection)
    }

    /// Nanoseconds of `CLOCK_MONOTONIC`, which all processes share.
    static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    private static func piece(_ connection: Int32, _ data: String) {
        let text = "data: \(data)\n\n"
        send(connection, "\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n")
    }

    private static func send(_ connection: Int32, _ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// The path that is asked for, once all of the question has come; nil at the end.
    private static func request(_ connection: Int32) -> String? {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            let count = recv(connection, &piece, piece.count, 0)
            guard count > 0 else { return nil }
            bytes += piece[..<count]
            guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { continue }
            let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
            let line = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
            let length = line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
            if bytes.count - end.upperBound >= length {
                return head.split(separator: " ").dropFirst().first.map(String.init)
            }
        }
    }
}

/// Questions that wait for each other and then for their turn.
private final class HeldQuestions: @unchecked Sendable {
    private let count: Int
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var arrived = 0

    init(_ count: Int) {
        self.count = count
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(changed, nil)
    }

    /// Returns once all have come and it is the caller's turn.
    func wait() {
        pthread_mutex_lock(mutex)
        let own = arrived
        arrived += 1
        pthread_cond_broadcast(changed)
        while arrived < count { pthread_cond_wait(changed, mutex) }
        pthread_mutex_unlock(mutex)
        let start = ModelServer.now()
        let due = Int64(own + 50) * 1_000_000
        while case let rest = due - (ModelServer.now() - start), rest > 0 { usleep(UInt32(rest / 1000) + 1) }
    }
}
