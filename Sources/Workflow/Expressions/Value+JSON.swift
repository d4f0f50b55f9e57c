public import JSON

extension Value {
    /// The same value, with members in the order that `JSON` keeps.
    public init(_ json: JSON) {
        switch json {
        case .null: self = .null
        case .bool(let value): self = .boolean(value)
        case .integer(let number): self = .number(Double(number))
        case .number(let number): self = .number(number)
        case .string(let text): self = .string(text)
        case .array(let elements):
            var array: [Value] = emptyWithIdentity()
            for element in elements { array.append(Value(element)) }
            self = .array(array)
        case .object(let object):
            // Names that differ in case only: the last one counts, as in `fromJSON`.
            self = .object(Object(object.members.lazy.map { ($0.key, Value($0.value)) }))
        }
    }

    /// The same value as JSON; not-a-number and the infinities, for which JSON has no text, as the strings
    /// `NaN`, `Infinity` and `-Infinity`.
    public var json: JSON {
        switch self {
        case .null: .null
        case .boolean(let value): .bool(value)
        case .number(let number): number.isFinite ? JSON(number) : .string(numberText(number))
        case .string(let text): .string(text)
        case .array(let elements): .array(elements.map(\.json))
        case .object(let object): .object(JSON.Object(object.members.lazy.map { ($0.key, $0.value.json) }))
        }
    }
}
