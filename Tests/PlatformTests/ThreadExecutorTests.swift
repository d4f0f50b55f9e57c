import Platform
import Testing

@Suite("ThreadExecutor", .timeLimit(.minutes(5)))
struct ThreadExecutorTests {
    @Test("All jobs of an actor run on one thread, which no other actor shares")
    func oneThread() async throws {
        let first = Worker()
        let second = Worker()
        let thread = try await first.thread()
        for _ in 0..<20 {
            #expect(try await first.thread() == thread)
            #expect(try await second.thread() != thread)
        }
    }

    @Test("Jobs run in the order they came in")
    func order() async {
        let worker = Worker()
        for number in 0..<1000 { await worker.add(number) }
        #expect(await worker.numbers == Array(0..<1000))
    }

    @Test("Jobs from many tasks all run, one at a time")
    func manyTasks() async {
        let worker = Worker()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<500 { group.addTask { await worker.add(number) } }
        }
        #expect(await worker.numbers.sorted() == Array(0..<500))
    }

    @Test("The thread ends with its last reference")
    func end() async throws {
        var worker: Worker? = Worker()
        let thread = try #require(try await worker?.thread())
        #expect(Files.exists("/proc/\(thread)"))
        worker = nil
        // The kernel takes the thread out of the list on its own time; a leak runs into the time limit.
        while Files.exists("/proc/\(thread)") { await Task.yield() }
    }
}

/// An actor on a thread of its own.
private actor Worker {
    private let executor = ThreadExecutor()
    private(set) var numbers: [Int] = []

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func add(_ number: Int) {
        numbers.append(number)
    }

    /// `<process>/task/<thread>`, the running thread's folder in `/proc`.
    func thread() throws -> String {
        try Files.linkTarget(of: "/proc/thread-self")
    }
}
