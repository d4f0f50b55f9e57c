import YAML

/// A definition as it was read, with the places that rules speak of.
struct Draft {
    /// What the file says, as far as it could be read.
    var definition: Definition
    var steps: [StepDraft]
    /// All expressions in it.
    var expressions: [ExpressionUse] = []
    /// The mapping that it was read from.
    let node: YAML.Node
    /// What it may refer to.
    let catalogue: Catalogue
    /// The workflows in its file, which go before others of the same name.
    let nested: [Catalogue.Workflow]

    /// The step of this id, whatever its case: expressions don't tell cases apart.
    func index(of id: String) -> Int? { steps.firstIndex { equalIgnoringCase($0.id, id) } }

    /// What is known of a workflow; nil when that is nothing.
    func workflow(_ name: String) -> Catalogue.Workflow? {
        nested.first { $0.name == name } ?? catalogue.workflow(name)
    }

    /// The place in the file of a part of an expression; `offset` counts in the expression's source.
    func range(of use: ExpressionUse, from offset: Int, length: Int) -> (SourcePosition, SourcePosition) {
        var start = use.expression.sourceOffset + offset
        // A name in brackets: where the text within starts.
        let rest = use.expression.source.utf8.dropFirst(offset)
        if rest.first == UInt8(ascii: "["), let quote = rest.firstIndex(of: UInt8(ascii: "'")) {
            start += rest.distance(from: rest.startIndex, to: quote) + 1
        }
        return (
            use.places.position(ofOffset: start),
            // Behind the last character, not before the next: space may lie between.
            use.places.position(ofOffset: start + length - 1).next
        )
    }
}

/// A step as it was read.
struct StepDraft {
    let id: String
    /// Where its id stands; the step itself without one.
    let idNode: YAML.Node
    /// Whether the file gives it its id.
    var hasID = false
    let node: YAML.Node
    /// Its place in the file, from 0.
    let index: Int
    /// The condition as it was read.
    var condition: Expression?
    /// The steps that it names; nil without `needs`.
    var needs: [(id: String, node: YAML.Node)]?
    var retryFrom: (id: String, node: YAML.Node)?
    /// What it calls: its action or workflow, and the action of its `undo`.
    var calls: [Call] = []
    /// Its kind, when it could be read.
    var kind: StepDefinition.Kind?

    init(id: String, idNode: YAML.Node, node: YAML.Node, index: Int) {
        (self.id, self.idNode, self.node, self.index) = (id, idNode, node, index)
    }
}

/// The use of an action or a workflow.
struct Call {
    enum Target: Equatable {
        case action(String)
        case workflow(String)
    }

    let target: Target
    /// Where its name stands.
    let node: YAML.Node
    let arguments: [YAML.Member]
}

/// An expression and where it stands.
struct ExpressionUse {
    /// What it belongs to; decides what has a value when it is evaluated.
    enum Place: Equatable {
        /// Before any step is performed.
        case beforeSteps
        /// When all steps have ended.
        case afterSteps
        /// Before the step of this index is performed.
        case step(Int)
        /// When the step of this index has ended.
        case afterStep(Int)
    }

    let expression: Expression
    /// Where its text stands in the file.
    let places: ScalarPlaces
    let place: Place
    /// Whether it decides if something is done.
    let isCondition: Bool
}

extension SourcePosition {
    fileprivate var next: SourcePosition { SourcePosition(line: line, column: column + 1) }
}
