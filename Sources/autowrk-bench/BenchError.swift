/// Why the benchmark stopped: what failed first, for people, and what to do about it.
struct BenchError: Error {
    /// Tells wrong use, which ends with 2, from work that failed, which ends with 1.
    enum Kind { case usage, failure }

    let kind: Kind
    /// Lower case, no full stop, the subject in quotes.
    let message: String
    let hint: String?

    init(_ kind: Kind, _ message: String, hint: String? = nil) {
        (self.kind, self.message, self.hint) = (kind, message, hint)
    }
}
