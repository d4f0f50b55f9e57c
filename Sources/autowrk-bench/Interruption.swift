import Glibc

/// Removes the folder of work when the user ends the benchmark with Ctrl-C.
///
/// By a handler: a thread that waits for signals would lose them to one of libdispatch's that lets all in.
enum Interruption {
    /// What cleans up, ready for `execv(2)`: nothing may be allocated in a handler. Set once, before it.
    nonisolated(unsafe) private static var command: [UnsafeMutablePointer<CChar>?] = []

    /// From now on a signal that ends the process removes `folder` first.
    static func remove(_ folder: String) {
        let words = ["sh", "-c", "rm -rf -- \"$0\"; kill $$", folder]
        command = words.map { strdup($0) } + [nil]
        var action = sigaction()
        // Another program in our place: with this one end the threads that would go on making files.
        action.__sigaction_handler.sa_handler = { _ in execv("/bin/sh", Interruption.command) }
        // Else the signal would stay blocked in that program.
        action.sa_flags = SA_NODEFER
        for signal in [SIGHUP, SIGINT, SIGTERM] { sigaction(signal, &action, nil) }
    }
}
