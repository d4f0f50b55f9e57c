/// An expression as a tree. It is never deeper than ``Parser/maximumDepth``, so walking over it may recurse.
indirect enum Node: Sendable {
    case literal(Value)
    /// A context by its name.
    ///
    /// - name: as it is written.
    /// - folded: in lower case.
    case context(name: String, folded: String, offset: Int)
    /// A property or an element: `of.name`, `of['name']`, `of[0]`.
    case index(of: Node, by: Node, offset: Int)
    /// All properties or elements: `of.*`, `of[*]`.
    case filter(of: Node, offset: Int)
    case not(Node)
    case comparison(Comparison, Node, Node)
    /// At least two operands; its value is the first that decides.
    case and([Node])
    /// At least two operands; its value is the first that decides.
    case or([Node])
    case call(Function, [Node], offset: Int)
}
