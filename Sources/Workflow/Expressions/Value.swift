/// What an expression gives: the six kinds of value that GitHub's language knows.
public enum Value: Sendable {
    case null
    case boolean(Bool)
    /// Any double, not-a-number and the infinities among them.
    case number(Double)
    case string(String)
    case array([Value])
    case object(Object)

    /// What a value is, spelled as GitHub does.
    public enum Kind: String, Sendable, CaseIterable {
        case null = "Null"
        case boolean = "Boolean"
        case number = "Number"
        case string = "String"
        case array = "Array"
        case object = "Object"
    }

    /// Which of the six kinds this is.
    public var kind: Kind {
        switch self {
        case .null: .null
        case .boolean: .boolean
        case .number: .number
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }

    /// Whether a condition takes it for true: all but null, false, 0, not-a-number and the empty text.
    public var isTruthy: Bool {
        switch self {
        case .null: false
        case .boolean(let value): value
        case .number(let number): number != 0 && !number.isNaN
        case .string(let text): !text.isEmpty
        case .array, .object: true
        }
    }

    /// What stands in a text for it: nothing for null, numbers with up to 15 digits, `Array` and `Object`
    /// for what has parts.
    public var text: String {
        switch self {
        case .null: ""
        case .boolean(let value): value ? "true" : "false"
        case .number(let number): numberText(number)
        case .string(let text): text
        case .array, .object: kind.rawValue
        }
    }

    /// Neither array nor object: only these become texts and numbers.
    var isPrimitive: Bool {
        switch self {
        case .array, .object: false
        default: true
        }
    }

    /// The number that comparisons and indexes take for it.
    var number: Double {
        switch self {
        case .null: 0
        case .boolean(let value): value ? 1 : 0
        case .number(let number): number
        case .string(let text): parseNumber(text)
        case .array, .object: .nan
        }
    }
}

extension Value: Equatable {
    /// Whether both are the same value, bit for bit: texts are compared by their bytes and not-a-number is
    /// itself. The operator `==` of the language is looser.
    public static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.boolean(let a), .boolean(let b)): a == b
        case (.number(let a), .number(let b)): a == b || a.isNaN && b.isNaN
        case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
        case (.array(let a), .array(let b)): a == b
        case (.object(let a), .object(let b)): a == b
        default: false
        }
    }
}
