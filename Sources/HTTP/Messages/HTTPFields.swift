/// The header fields of a message, in their order; names are compared without case (RFC 9110, section 5.1).
public struct HTTPFields: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// A field as it stands on the wire.
    public struct Field: Sendable, Equatable {
        /// As in `content-type`; as it was written.
        public var name: String
        /// Without the white space around it.
        public var value: String

        /// A field of these parts.
        public init(name: String, value: String) { (self.name, self.value) = (name, value) }
    }

    /// As they came.
    public private(set) var fields: [Field]

    /// Fields in this order.
    public init(_ fields: [Field] = []) { self.fields = fields }

    /// Fields by names and values.
    public init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { Field(name: $0.0, value: $0.1) }
    }

    /// The value of the first field with a name; setting it replaces all of them, nil takes them out.
    public subscript(name: String) -> String? {
        get { fields.first { Self.areSame($0.name, name) }?.value }
        set {
            fields.removeAll { Self.areSame($0.name, name) }
            if let newValue { fields.append(Field(name: name, value: newValue)) }
        }
    }

    /// Puts a field behind the others.
    public mutating func append(name: String, value: String) {
        fields.append(Field(name: name, value: value))
    }

    private static func areSame(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count && left.lowercased() == right.lowercased()
    }
}
