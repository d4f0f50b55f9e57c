/// A JSON value in the I-JSON subset (RFC 7493), which has exactly one canonical text (RFC 8785).
///
/// Two values are equal when their canonical texts are the same bytes. That is stricter than Swift's
/// `String` comparison, which takes "é" and "e" with a combining accent for the same text.
public enum JSON: Sendable {
    case null
    case bool(Bool)
    /// A whole number of at most 2⁵³ − 1 in size, which every JSON reader reproduces exactly.
    case integer(Int64)
    /// A number with a fraction, or a whole one beyond ``safeIntegers``. Always finite.
    case number(Double)
    case string(String)
    case array([JSON])
    case object(Object)

    /// The whole numbers that survive a reader which keeps numbers as doubles (RFC 7493, section 2.2).
    public static let safeIntegers: ClosedRange<Int64> = -9_007_199_254_740_991...9_007_199_254_740_991
}

extension JSON {
    /// The value of a member of this object; nil when there is none or this is not an object.
    public subscript(key: String) -> JSON? {
        if case .object(let object) = self { object[key] } else { nil }
    }

    /// The text of a string; nil for every other kind.
    public var stringValue: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The whole number; nil for every other kind, numbers with a fraction among them.
    public var integerValue: Int64? {
        if case .integer(let number) = self { number } else { nil }
    }

    /// The truth value; nil for every other kind.
    public var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The elements of an array; nil for every other kind.
    public var arrayValue: [JSON]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The members of an object; nil for every other kind.
    public var objectValue: Object? {
        if case .object(let object) = self { object } else { nil }
    }
}

extension JSON: Equatable {
    /// Whether both have the same canonical text.
    public static func == (left: JSON, right: JSON) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.integer(let a), .integer(let b)): a == b
        case (.number(let a), .number(let b)): a == b
        case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
        case (.array(let a), .array(let b)): a == b
        case (.object(let a), .object(let b)): a == b
        default: false
        }
    }
}

// Not by nil: `object["key"] == nil` would then ask for a null and not for a missing member.
extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// A string.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A whole number, which must lie within ``safeIntegers`` to survive a round trip.
    public init(integerLiteral value: Int64) { self = .integer(value) }
    /// A truth value.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// An array of these elements.
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }

    /// Keys written twice keep the last value, as assignment would.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(Object(elements))
    }
}
