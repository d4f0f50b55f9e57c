import Foundation
import Synchronization

/// Calls `body` with every number below `count` on a thread of its own, all at the same time: the
/// cooperative pool has a thread for each core only, and a child process is waited for by blocking one.
func atOnce<Value: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) throws -> Value
) throws -> [Value] {
    let results = SharedResults<Value>()
    let group = DispatchGroup()
    for number in 0..<count {
        group.enter()
        Thread.detachNewThread {
            let result = Swift.Result { try body(number) }
            results.all.withLock { $0[number] = result }
            group.leave()
        }
    }
    group.wait()
    let all = results.all.withLock { $0 }
    return try (0..<count).compactMap { try all[$0]?.get() }
}

private final class SharedResults<Value: Sendable>: Sendable {
    let all = Mutex<[Int: Swift.Result<Value, any Error>]>([:])
}
