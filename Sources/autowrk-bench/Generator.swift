/// Reproducible randomness: SplitMix64 (Steele, Lea, Flood, 2014).
struct Generator: RandomNumberGenerator {
    private var state: UInt64

    /// A sequence that has nothing to do with that of another seed or part.
    init(seed: Int, part: UInt64) {
        state = UInt64(seed) << 8 | part
        state = next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    mutating func number(_ range: ClosedRange<Int64>) -> Int64 { .random(in: range, using: &self) }

    mutating func pick(_ choices: [String]) -> String {
        choices[Int.random(in: 0..<choices.count, using: &self)]
    }

    /// Hexadecimal digits, as of an object id.
    mutating func hash(_ count: Int) -> String { text("0123456789abcdef", count) }

    /// Characters of base 32, as of a run's id; always the same ones.
    func identifier(_ count: Int) -> String {
        var copy = self
        return copy.text("0123456789abcdefghjkmnpqrstvwxyz", count)
    }

    private mutating func text(_ alphabet: String, _ count: Int) -> String {
        let alphabet = Array(alphabet.utf8)
        let digits = (0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &self)] }
        return String(decoding: digits, as: UTF8.self)
    }

    /// What a step says about itself in a few words.
    mutating func summary(of step: String) -> String {
        switch step {
        case "route": "label \(pick(["bug", "feature", "chore", "docs"])), p\(number(0...3))"
        case "specify": "\(number(3...19)) criteria in \(number(1...6)) sections"
        case "implement": "\(number(1...24)) files, +\(number(3...900)) -\(number(0...400))"
        case "verify": "\(number(12...2400)) passed, \(number(0...9)) skipped"
        default: "pull request \(number(1...9999)) opened"
        }
    }
}
