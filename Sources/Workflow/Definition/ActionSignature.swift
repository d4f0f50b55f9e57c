/// What the definition language knows of an action: enough to check the steps that use it.
public struct ActionSignature: Sendable, Equatable {
    /// A value that an action takes in `with`.
    public struct Input: Sendable, Equatable {
        /// As in `with.<name>`.
        public var name: String
        /// What it means, in one line.
        public var summary: String
        /// Whether a step without it is refused.
        public var isRequired: Bool

        /// An input of these properties.
        public init(_ name: String, _ summary: String, isRequired: Bool = false) {
            (self.name, self.summary, self.isRequired) = (name, summary, isRequired)
        }
    }

    /// As in `uses: <name>`.
    public var name: String
    /// What it does, in one line.
    public var summary: String
    /// What it takes.
    public var inputs: [Input]
    /// The names of what it gives; nil when they depend on its inputs.
    public var outputs: [String]?

    /// A signature of these properties.
    public init(name: String, summary: String, inputs: [Input] = [], outputs: [String]? = []) {
        (self.name, self.summary, self.inputs, self.outputs) = (name, summary, inputs, outputs)
    }
}
