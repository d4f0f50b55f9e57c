extension YAML {
    /// A value that is no collection.
    public struct Scalar: Sendable, Equatable {
        /// How it is written.
        public enum Style: Sendable, Equatable {
            /// Without quotes: what it means depends on its text.
            case plain
            case singleQuoted
            case doubleQuoted
            /// A block behind `|`.
            case literal
            /// A block behind `>`.
            case folded
        }

        /// What it means.
        public enum Value: Sendable, Hashable {
            case null
            case bool(Bool)
            case integer(Int64)
            /// With a fraction or an exponent, `.inf` and `.nan`, or beyond 64 bits.
            case float(Double)
            case string(String)
        }

        /// Its characters, without quotes, escapes and indentation.
        public var text: String
        /// How it is written.
        public var style: Style
        /// What it means by its tag or, when it is plain, by the core schema; a text otherwise.
        public var value: Value
        /// Where its characters begin, behind anchor and tag: at the quote or the `|` if it has one.
        public var start: SourcePosition

        /// A scalar of these parts.
        public init(text: String, style: Style, value: Value, start: SourcePosition) {
            (self.text, self.style, self.value, self.start) = (text, style, value, start)
        }
    }
}
