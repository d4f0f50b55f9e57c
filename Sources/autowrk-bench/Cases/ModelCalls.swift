import AI
import Glibc
import HTTP
import Platform
import Synchronization

extension BenchCase {
    static let modelCalls = BenchCase(
        name: "model-calls",
        purpose: "1,000 questions at once to a model on loopback: memory, delay, rate, order"
    ) { workbench in
        guard let program = Environment.programPath else {
            return Findings(remarks: ["skipped: no own path"])
        }
        let server = try ModelServerProcess(program, holding: count)
        var findings = Findings(remarks: [
            "\(count) streams are open at once; each gets its first piece a millisecond after the one before",
            "then a provider with \(rate) requests a minute and 64 at once is asked \(count) times, by three priorities",
        ])
        let client = try HTTPClient()
        let delays = try await parallel(server.url, client)
        findings.measurements += [
            Measurement("from the server's write to the caller, median", delays.median, .milliseconds),
            Measurement("the same, 99 of 100", delays.percentile(99), .milliseconds, bound: .atMost(5)),
            Measurement(
                "peak memory of the process", try PeakMemory.megabytes(), .megabytes, bound: .atMost(100)),
        ]
        let starts = try await limited(server.url, client)
        findings.measurements += [
            Measurement(
                "begun in the fullest minute's share of a second", fullest(starts.map(\.time)), .count,
                bound: .atMost(Double(rate) / 10 + Double(rate) / 60)),
            Measurement(
                "questions that went before one of a higher priority", Double(inversions(starts)), .count,
                bound: .atMost(0)),
        ]
        return findings
    }

    private static let count = 1000
    /// A minute.
    private static let rate = 6000

    private static func provider(_ url: String, _ client: HTTPClient) -> Provider {
        .http(
            name: "bench", model: "m", format: OpenAIChat(), baseURL: url, isStreamed: true,
            key: { () throws(ModelError) in nil }, client: { () throws(HTTPError) in client })
    }

    private static func router(_ provider: Provider, _ limits: ProviderLimits) -> Router {
        Router([provider], limits: ["bench": limits], clock: .system(), price: { _, _, _ in nil })
    }

    private static var question: ModelRequest {
        ModelRequest(model: "", messages: [Message(.user, String(repeating: "why? ", count: 50))])
    }

    /// Milliseconds from the server's first write to the caller.
    private static func parallel(_ url: String, _ client: HTTPClient) async throws -> Samples {
        let delays = Log<Double>()
        let router = router(provider(url + "/held", client), ProviderLimits(concurrent: count))
        try await withThrowingTaskGroup { group in
            for _ in 0..<count {
                group.addTask {
                    _ = try await router.ask(question, over: Route([RouteCandidate("bench")])) { news in
                        let now = ModelServer.now()
                        guard case .piece(.text(let text)) = news, let sent = Int64(text) else { return }
                        delays.add(Double(now - sent) / 1_000_000)
                    }
                }
            }
            try await group.waitForAll()
        }
        return Samples(delays.all)
    }

    private struct Start: Sendable {
        let time: Int64
        let priority: RequestPriority
    }

    /// When questions began that had to wait for others, and how urgent they were.
    private static func limited(_ url: String, _ client: HTTPClient) async throws -> [Start] {
        let starts = Log<Start>()
        let (inner, room) = (provider(url + "/quick", client), 64)
        let (gate, opener) = AsyncStream.makeStream(of: Void.self)
        let wait = Task { for await _ in gate {} }
        let noting = Provider(name: "bench", model: "m") { (request, onPiece) throws(ModelError) in
            // The first ones hold their places until all others stand behind them.
            await wait.value
            let priority = RequestPriority(rawValue: Int(request.system) ?? 0) ?? .agent
            starts.add(Start(time: ModelServer.now(), priority: priority))
            return try await inner.ask(request, onPiece)
        }
        let limits = ProviderLimits(concurrent: room, requestsPerMinute: rate, aging: .seconds(3600))
        let router = router(noting, limits)
        try await withThrowingTaskGroup { group in
            for number in 0..<count {
                let priority = RequestPriority.allCases[number % 3]
                group.addTask {
                    var question = Self.question
                    question.system = String(priority.rawValue)
                    _ = try await router.ask(
                        question, over: Route([RouteCandidate("bench")]), AskOptions(priority: priority))
                }
            }
            while await (router.status(of: "bench")?.waiting ?? 0) < count - room { await Task.yield() }
            opener.finish()
            try await group.waitForAll()
        }
        return Array(starts.all.dropFirst(room))
    }

    /// The most that began within a second.
    private static func fullest(_ times: [Int64]) -> Double {
        let sorted = times.sorted()
        return Double(
            sorted.map { start in sorted.count { $0 >= start && $0 < start + 1_000_000_000 } }.max() ?? 0)
    }

    private static func inversions(_ starts: [Start]) -> Int {
        var (count, lowest) = (0, 0)
        for start in starts.sorted(by: { $0.time < $1.time }) {
            if start.priority.rawValue < lowest { count += 1 }
            lowest = max(lowest, start.priority.rawValue)
        }
        return count
    }
}

/// What tasks note, in the order in which they do.
private final class Log<Element: Sendable>: Sendable {
    private let elements = Mutex<[Element]>([])

    var all: [Element] { elements.withLock { $0 } }

    func add(_ element: Element) { elements.withLock { $0.append(element) } }
}

/// The server in a process of its own, which ends with this one.
private final class ModelServerProcess: Sendable {
    let url: String
    private let pipe: UncheckedFile

    private struct UncheckedFile: @unchecked Sendable { let file: UnsafeMutablePointer<FILE> }

    init(_ program: String, holding count: Int) throws {
        // The server goes with its standard input, which is a pipe of this process.
        let folder = try Files.temporaryDirectory(in: "/tmp", prefix: "autowrk-bench-")
        let place = folder + "/url"
        guard let file = popen("'\(program)' \(ModelServer.command) \(count) >'\(place)'", "w") else {
            throw BenchError(.failure, "the server can't be started")
        }
        pipe = UncheckedFile(file: file)
        var text = ""
        while !text.hasSuffix("\n") {
            usleep(10_000)
            text = (try? Files.read(place)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        }
        url = String(text.dropLast())
        try? Files.removeTree(folder)
    }

    deinit { pclose(pipe.file) }
}
