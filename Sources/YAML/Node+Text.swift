extension YAML.Node {
    /// The value as YAML that reads as the same value: collections with brackets, texts in double quotes,
    /// without comments and aliases.
    public var text: String {
        var text = ""
        write(to: &text, indentation: "\n")
        return text
    }

    private func write(to text: inout String, indentation: String) {
        let inner = indentation + "  "
        switch content {
        case .scalar(let scalar): text += scalar.flowText
        case .sequence(let elements):
            text += "["
            for element in elements {
                text += inner
                element.write(to: &text, indentation: inner)
                text += ","
            }
            text += elements.isEmpty ? "]" : indentation + "]"
        case .mapping(let members):
            text += "{"
            for member in members {
                text += inner
                // A key that is no scalar, or a long one, would be none without the mark.
                if member.key.scalar.map({ $0.text.utf8.count > 100 }) ?? true { text += "? " }
                member.key.write(to: &text, indentation: inner)
                text += " : "
                member.value.write(to: &text, indentation: inner)
                text += ","
            }
            text += members.isEmpty ? "}" : indentation + "}"
        }
    }
}

extension YAML.Scalar {
    /// As it can stand within brackets.
    fileprivate var flowText: String {
        switch value {
        case .string: "\"\(text.unicodeScalars.map(\.escaped).joined())\""
        // A plain scalar keeps how its number is written: `1.10` can be a version.
        case _ where style == .plain && !text.isEmpty: text
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .integer(let number): String(number)
        case .float(let number):
            number.isNaN ? ".nan" : number.isInfinite ? (number < 0 ? "-.inf" : ".inf") : String(number)
        }
    }
}

extension Unicode.Scalar {
    /// As it stands in double quotes.
    fileprivate var escaped: String {
        switch self {
        case "\"": return "\\\""
        case "\\": return "\\\\"
        case "\n": return "\\n"
        case "\t": return "\\t"
        default: break
        }
        guard
            value < 0x20 || (0x7F...0x9F).contains(value)
                || [0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF].contains(value)
        else { return String(self) }
        let digits = String(value, radix: 16, uppercase: true)
        return "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }
}
