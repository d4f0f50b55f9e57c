/// What a definition may refer to outside of its own file.
public struct Catalogue: Sendable, Equatable {
    /// What is known of a workflow that steps can start.
    public struct Workflow: Sendable, Equatable {
        /// As in `workflow: <name>`.
        public var name: String
        /// What it takes; nil when that is not known.
        public var inputs: [InputDefinition]?
        /// The names of what it gives; nil when they are not known.
        public var outputs: [String]?

        /// A workflow of this name; its inputs and outputs are not checked unless they are given.
        public init(name: String, inputs: [InputDefinition]? = nil, outputs: [String]? = nil) {
            (self.name, self.inputs, self.outputs) = (name, inputs, outputs)
        }

        /// What a definition takes and gives.
        public init(name: String, definition: Definition) {
            self.init(name: name, inputs: definition.inputs, outputs: definition.outputs.map(\.name))
        }
    }

    /// All actions that there are.
    public var actions: [ActionSignature]
    /// All workflows that there are; nil when that is not known, so that any name will do.
    public var workflows: [Workflow]?
    /// How many steps a workflow may have.
    public var maximumSteps: Int

    /// A catalogue of these; by default a workflow may have 50 steps.
    public init(actions: [ActionSignature] = [], workflows: [Workflow]? = nil, maximumSteps: Int = 50) {
        (self.actions, self.workflows, self.maximumSteps) = (actions, workflows, maximumSteps)
    }

    func action(_ name: String) -> ActionSignature? { actions.first { $0.name == name } }

    func workflow(_ name: String) -> Workflow? { workflows?.first { $0.name == name } }
}
