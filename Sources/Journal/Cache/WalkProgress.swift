/// How far a walk through the query cache has come. Should the cache be replaced in between, the walk begins anew,
/// and what was handed out is not handed out again.
struct WalkProgress {
    private var handedOut = 0
    private var toSkip = 0

    /// Notes that the walk begins, be it for the first time or anew.
    mutating func begin() { toSkip = handedOut }

    /// Takes note of the next element; whether it was not handed out before.
    mutating func advance() -> Bool {
        if toSkip > 0 {
            toSkip -= 1
            return false
        }
        handedOut += 1
        return true
    }
}
