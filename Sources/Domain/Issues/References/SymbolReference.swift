/// A name of code that an issue uses.
public struct SymbolReference: Sendable, Equatable {
    /// As it is written, with its qualifiers: `click.Option.get_default`, `Vec::push`, `--no-color`.
    public var name: String
    /// Whether parentheses follow somewhere.
    public var isCalled: Bool
    /// The best place that names it.
    public var place: ReferencePlace
    /// How often it is named.
    public var count: Int
    /// The line of the issue that names it first; 0 for the title.
    public var issueLine: Int

    /// A reference of these properties.
    public init(
        name: String, isCalled: Bool = false, place: ReferencePlace, count: Int = 1, issueLine: Int
    ) {
        (self.name, self.isCalled, self.place) = (name, isCalled, place)
        (self.count, self.issueLine) = (count, issueLine)
    }

    /// The names between `.`, `::`, `#` and `->`, from outside to inside; the last is the one that is meant.
    public var parts: [String] {
        name.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" || $0 == "-") }.map(String.init)
    }
}
