extension Function {
    /// The elements of an array as one text, with a comma or what is given between them.
    static let join = Function(
        name: "join", argumentCount: 1...2, parameters: "array, separator"
    ) { (evaluation, call) throws(ExpressionError) in
        let elements: [Value]
        switch try evaluation.value(0, of: call) {
        case .array(let array): elements = array
        case .object: return .init(.string(""))
        case let primitive: return .init(.string(primitive.text))
        }
        var separator = ","
        if elements.count > 1, call.arguments.count > 1 {
            let value = try evaluation.value(1, of: call)
            if value.isPrimitive { separator = value.text }
        }
        var result = ""
        for (index, element) in elements.enumerated() {
            let text = (index > 0 ? separator : "") + element.text
            try evaluation.charge(for: text)
            result += text
        }
        return .init(.string(result))
    }
}
