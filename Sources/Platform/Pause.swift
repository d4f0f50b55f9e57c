import Glibc

/// Lets time pass on this thread.
public enum Pause {
    /// Returns after at least this time.
    public static func wait(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        var rest = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        // A signal leaves the rest of the time in place.
        withUnsafeMutablePointer(to: &rest) { rest in
            while nanosleep(rest, rest) != 0, errno == EINTR {}
        }
    }
}
