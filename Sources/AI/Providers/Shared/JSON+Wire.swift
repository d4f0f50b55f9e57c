import JSON

extension JSON {
    /// A text that is not empty.
    func text(_ key: String) -> String? {
        guard let text = self[key]?.stringValue, !text.isEmpty else { return nil }
        return text
    }

    /// A count that is not negative, and none that is absurd; some servers write numbers as texts or with a fraction of zero.
    func count(_ key: String) -> Int? {
        let count: Int? =
            switch self[key] {
            case .integer(let number): Int(exactly: number)
            case .number(let number): Int(exactly: number)
            case .string(let text): Int(text)
            default: nil
            }
        return count.flatMap { (0...Int.mostTokens).contains($0) ? $0 : nil }
    }

    /// The elements of an array; none where there is no array.
    func elements(_ key: String) -> [JSON] { self[key]?.arrayValue ?? [] }

    /// The arguments of a call: a text as the model wrote it, or an object; where there are none, an empty
    /// object.
    func arguments(_ key: String) -> String {
        text(key) ?? self[key]?.objectValue.map { JSON.object($0).canonical } ?? "{}"
    }

    /// What a key holds, unless that is nothing.
    func value(_ key: String) -> JSON? {
        guard let value = self[key], value != .null else { return nil }
        return value
    }
}

extension JSON.Object {
    /// Sets what there is.
    mutating func set(_ key: String, _ value: JSON?) { if let value { self[key] = value } }
}
