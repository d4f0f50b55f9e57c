/// Looks for secrets in bytes that come in pieces, wherever a secret is cut.
struct SecretSearch {
    private let patterns: PatternSet
    /// The end of what came, as far as a secret may begin there.
    private var end: [UInt8] = []

    init(_ patterns: PatternSet) { self.patterns = patterns }

    /// Takes the next piece; true when a secret has ended in it.
    mutating func finds(in bytes: [UInt8]) -> Bool {
        if patterns.isEmpty { return false }
        let text = end + bytes
        let isFound = text.withUnsafeBufferPointer { text in
            var position = 0
            while let candidate = patterns.nextCandidate(in: text, from: position) {
                switch patterns.match(at: candidate, in: text) {
                case .none: break
                case .incomplete(let length) where length == 0: break
                case .found, .incomplete: return true
                }
                position = candidate + 1
            }
            return false
        }
        end = Array(text.suffix(patterns.longest - 1))
        return isFound
    }
}
