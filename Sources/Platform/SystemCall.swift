import Glibc

/// Repeats a system call for as long as signals interrupt it (`EINTR`); returns its result, -1 with
/// `errno` set on any other failure.
func uninterrupted<Number: SignedInteger>(_ call: () -> Number) -> Number {
    while true {
        let result = call()
        guard result == -1, errno == EINTR else { return result }
    }
}

/// Runs `body`, which writes to a pipe or a terminal, so that a reader who has gone away is seen as
/// `EPIPE` and does not end the process by `SIGPIPE`.
///
/// Only the calling thread's mask changes, so the rest of the process and the children keep the
/// disposition that the user's shell gave them.
func withoutBrokenPipeSignal<Value>(_ body: () -> Value) -> Value {
    var pipeSignal = sigset_t()
    sigemptyset(&pipeSignal)
    sigaddset(&pipeSignal, SIGPIPE)
    var pending = sigset_t()
    sigpending(&pending)
    if sigismember(&pending, SIGPIPE) == 1 { return body() }

    var previous = sigset_t()
    pthread_sigmask(SIG_BLOCK, &pipeSignal, &previous)
    let value = body()
    let code = errno
    // The signal goes to the thread that wrote: take it before the mask falls.
    var atOnce = timespec()
    _ = uninterrupted { sigtimedwait(&pipeSignal, nil, &atOnce) }
    pthread_sigmask(SIG_SETMASK, &previous, nil)
    errno = code
    return value
}
