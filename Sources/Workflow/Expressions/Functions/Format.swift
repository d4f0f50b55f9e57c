extension Function {
    /// A text with `{0}`, `{1}` … replaced by the arguments behind it; braces are written twice.
    static let format = Function(
        name: "format", argumentCount: 1...many, parameters: "text, value, …"
    ) { (evaluation, call) throws(ExpressionError) in
        let text = try evaluation.value(0, of: call).text
        var values: [Int: Value] = [:]
        var result = ""
        // The whole text is checked before any argument is evaluated, and each one is evaluated once.
        for part in try parts(of: text, call) {
            switch part {
            case .text(let text):
                try evaluation.charge(for: text)
                result += text
            case .argument(let index, let specifiers):
                let value: Value
                if let known = values[index] {
                    value = known
                } else {
                    value = try evaluation.value(index + 1, of: call)
                    values[index] = value
                }
                guard specifiers.isEmpty else {
                    throw ExpressionError(
                        .evaluation,
                        "The format specifiers '\(specifiers)' are not valid for objects of type '\(value.kind.rawValue)'",
                        offset: call.offset)
                }
                try evaluation.charge(for: value.text)
                result += value.text
            }
        }
        return .init(.string(result))
    }

    private enum Part {
        case text(String)
        case argument(Int, specifiers: String)
    }

    private static func parts(of format: String, _ call: Call) throws(ExpressionError) -> [Part] {
        var parts: [Part] = []
        var text: [UInt8] = []
        var rest = Array(format.utf8)[...]
        func fault(_ what: String) -> ExpressionError {
            ExpressionError(
                .evaluation, "\(what): \(format)", offset: call.offset,
                hints: ["a brace is written twice: '{{'"])
        }
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") else {
                text.append(byte)
                continue
            }
            if rest.first == byte {
                rest.removeFirst()
                text.append(byte)
            } else if byte == UInt8(ascii: "{"), let (index, specifiers) = placeholder(&rest) {
                guard index < call.arguments.count - 1 else {
                    throw fault("The following format string references more arguments than were supplied")
                }
                if !text.isEmpty { parts.append(.text(String(decoding: text, as: UTF8.self))) }
                parts.append(.argument(index, specifiers: specifiers))
                text = []
            } else {
                throw fault("The following format string is invalid")
            }
        }
        if !text.isEmpty { parts.append(.text(String(decoding: text, as: UTF8.self))) }
        return parts
    }

    /// Reads `0}` or `0:specifiers}`; in specifiers a brace is written twice.
    private static func placeholder(_ rest: inout ArraySlice<UInt8>) -> (Int, String)? {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        rest.removeFirst(digits.count)
        guard let index = UInt8(String(decoding: digits, as: UTF8.self)), let next = rest.popFirst() else {
            return nil
        }
        if next == UInt8(ascii: "}") { return (Int(index), "") }
        guard next == UInt8(ascii: ":") else { return nil }
        var specifiers: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "}") {
                guard rest.first == byte else {
                    return (Int(index), String(decoding: specifiers, as: UTF8.self))
                }
                rest.removeFirst()
            }
            specifiers.append(byte)
        }
        return nil
    }
}
