import Glibc
import Platform
import Workflow

/// Comes back when a command has made a file.
func waitForFile(_ path: String) async throws { try await FileWatch().wait(for: path) }

/// Waits on a thread of its own: the engine that runs the command needs those that all share.
private actor FileWatch {
    private let executor = ThreadExecutor()

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func wait(for path: String) throws {
        let watch = inotify_init1(Int32(IN_CLOEXEC))
        guard watch >= 0 else { throw SystemError(code: errno, operation: "watch", path: path) }
        defer { close(watch) }
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        guard inotify_add_watch(watch, folder, UInt32(IN_CREATE | IN_MOVED_TO)) >= 0 else {
            throw SystemError(code: errno, operation: "watch", path: folder)
        }
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !Files.exists(path) {
            var polled = pollfd(fd: watch, events: Int16(POLLIN), revents: 0)
            guard poll(&polled, 1, 60_000) > 0 else { throw RunRefusal("no file '\(path)' within a minute") }
            guard read(watch, &buffer, buffer.count) > 0 else {
                throw SystemError(code: errno, operation: "watch", path: folder)
            }
        }
    }
}
