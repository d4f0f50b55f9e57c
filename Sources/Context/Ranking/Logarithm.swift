/// Logarithms without the C library, exact enough for weights and the same on every machine.
enum Logarithm {
    /// To the base of two; 0 for what has none.
    static func base2(_ value: Double) -> Double {
        guard value > 0, value.isFinite else { return 0 }
        // The exponent, and the series of the area hyperbolic tangent for the significand in 1..<2.
        let y = (value.significand - 1) / (value.significand + 1)
        let square = y * y
        var term = y
        var sum = 0.0
        for odd in stride(from: 1.0, through: 21.0, by: 2.0) {
            sum += term / odd
            term *= square
        }
        return Double(value.exponent) + 2 * sum * 1.442_695_040_888_963_4
    }

    /// The natural one.
    static func natural(_ value: Double) -> Double { base2(value) * 0.693_147_180_559_945_3 }
}
