import CCurl
import Platform
import Synchronization

/// The thread that all transfers of a client run on.
final class TransferLoop: Sendable {
    private struct Inbox {
        var starting: [Transfer] = []
        /// Somebody has cancelled a transfer.
        var hasCancelled = false
        var isStopped = false
    }

    /// `CURLM *`: the thread's own, but for `curl_multi_wakeup`, which any thread may call.
    private struct Multi: @unchecked Sendable {
        let pointer: UnsafeMutableRawPointer
    }

    private let inbox = Mutex(Inbox())
    private let multi: Multi
    /// How exactly limits of silence are kept, in milliseconds.
    private static let precision: Int32 = 50

    init() throws(HTTPError) {
        if let failure = autowrk_curl_load() { throw HTTPError(.library, String(cString: failure)) }
        guard let pointer = autowrk_curl_multi_init() else {
            throw HTTPError(.library, "libcurl has no memory left")
        }
        multi = Multi(pointer: pointer)
        do throws(SystemError) { try BackgroundThread.start { self.run() } } catch {
            autowrk_curl_multi_cleanup(pointer)
            throw HTTPError(.library, error.description)
        }
    }

    /// Takes a transfer in; its end is told to it.
    func start(_ transfer: Transfer) {
        inbox.withLock { $0.starting.append(transfer) }
        autowrk_curl_multi_wakeup(multi.pointer)
    }

    /// Ends a transfer, started or not.
    func cancel(_ transfer: Transfer) {
        transfer.isCancelled.store(true, ordering: .relaxed)
        inbox.withLock { $0.hasCancelled = true }
        autowrk_curl_multi_wakeup(multi.pointer)
    }

    /// Ends the thread once nothing is under way; nothing may be started after it.
    func stop() {
        inbox.withLock { $0.isStopped = true }
        autowrk_curl_multi_wakeup(multi.pointer)
    }

    private func run() {
        var live: [UnsafeMutableRawPointer: Transfer] = [:]
        var lastLook = Stopwatch()
        while true {
            let news = inbox.withLock { inbox in
                defer { (inbox.starting, inbox.hasCancelled) = ([], false) }
                return inbox
            }
            for transfer in news.starting {
                live[transfer.handle] = transfer
                autowrk_curl_multi_add_handle(multi.pointer, transfer.handle)
            }
            var running: Int32 = 0
            autowrk_curl_multi_perform(multi.pointer, &running)
            finish(&live)
            if live.isEmpty, news.isStopped { break }
            if news.hasCancelled || lastLook.elapsedNanoseconds >= Int64(Self.precision) * 1_000_000 / 2 {
                endUnwanted(&live)
                lastLook = Stopwatch()
            }
            autowrk_curl_multi_poll(multi.pointer, live.isEmpty ? 60_000 : Self.precision)
        }
        autowrk_curl_multi_cleanup(multi.pointer)
    }

    private func finish(_ live: inout [UnsafeMutableRawPointer: Transfer]) {
        var left: Int32 = 0
        while let message = autowrk_curl_multi_info_read(multi.pointer, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle else {
                continue
            }
            // The message is gone with the handle.
            let code = message.pointee.data.result
            autowrk_curl_multi_remove_handle(multi.pointer, handle)
            live.removeValue(forKey: handle)?.finish(code)
        }
    }

    /// Ends what was cancelled and what is silent.
    private func endUnwanted(_ live: inout [UnsafeMutableRawPointer: Transfer]) {
        for (handle, transfer) in live {
            let error: HTTPError
            if transfer.isCancelled.load(ordering: .relaxed) {
                error = transfer.cancellation
            } else if transfer.silence.elapsed > transfer.silenceLimit {
                error = transfer.silenceError
            } else {
                continue
            }
            autowrk_curl_multi_remove_handle(multi.pointer, handle)
            live.removeValue(forKey: handle)
            transfer.finish(error)
        }
    }
}
