/// A function of the language: how it is called and what it does.
struct Function: Sendable {
    /// A call whose arguments are evaluated when the function asks for them.
    struct Call {
        let arguments: [Node]
        /// Of the name, in bytes of the expression.
        let offset: Int
    }

    /// As it is documented; the case does not matter in a call.
    let name: String
    /// How many arguments it takes.
    let argumentCount: ClosedRange<Int>
    /// How its arguments are written, for messages.
    let parameters: String
    /// Whether the arguments come as pairs and a last one.
    var needsOddCount = false
    /// Whether its value is one of its arguments and takes no room of its own.
    var passesOn = false
    /// Its value.
    let evaluate: @Sendable (inout Evaluation, Call) throws(ExpressionError) -> Evaluation.Outcome

    /// All of them.
    static let all: [Function] = [
        .always, .cancelled, .case, .contains, .endsWith, .failure, .format, .fromJSON, .hashFiles, .join,
        .startsWith, .success, .toJSON,
    ]

    /// As many arguments as GitHub allows where it sets no limit.
    static let many = 255

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name.lowercased(), $0) })

    /// The function of this name, whatever its case.
    static func named(_ name: String) -> Function? { byName[name.lowercased()] }

    /// How it is called.
    var usage: String { "\(name)(\(parameters))" }

    /// Why it can't be called with so many arguments; nil when it can.
    func fault(argumentCount count: Int) -> String? {
        if count < argumentCount.lowerBound { return "Too few parameters supplied" }
        if count > argumentCount.upperBound { return "Too many parameters supplied" }
        guard !needsOddCount || count % 2 == 1 else {
            return "Even number of parameters supplied, requires an odd number of parameters"
        }
        return nil
    }
}

extension Evaluation {
    /// The value of an argument.
    mutating func value(_ index: Int, of call: Function.Call) throws(ExpressionError) -> Value {
        try evaluate(call.arguments[index]).value
    }

    /// The first two arguments as texts in capital letters; nil when one has parts, which are no text.
    mutating func foldedTexts(of call: Function.Call) throws(ExpressionError) -> ([UInt8], [UInt8])? {
        let first = try value(0, of: call)
        guard first.isPrimitive else { return nil }
        let second = try value(1, of: call)
        guard second.isPrimitive else { return nil }
        return (foldedBytes(first.text), foldedBytes(second.text))
    }
}
