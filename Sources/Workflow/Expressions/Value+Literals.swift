// Not by nil: `object["key"] == nil` would then ask for a null and not for a missing member.
extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// A string.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A whole number.
    public init(integerLiteral value: Int) { self = .number(Double(value)) }
    /// A number.
    public init(floatLiteral value: Double) { self = .number(value) }
    /// A truth value.
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
    /// An array of these elements.
    public init(arrayLiteral elements: Value...) { self = .array(elements) }
    /// An object of these members in this order; names written twice keep the last value.
    public init(dictionaryLiteral elements: (String, Value)...) { self = .object(Object(elements)) }
}
