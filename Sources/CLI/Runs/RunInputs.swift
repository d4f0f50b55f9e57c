import JSON

/// The values of `-i`.
enum RunInputs {
    /// By name; all that stands behind the first `=` is the value.
    static func parse(_ words: [String]) throws(Failure) -> [String: JSON] {
        var inputs: [String: JSON] = [:]
        for word in words {
            // Not by characters: the first letter of a value may combine with the sign.
            guard let sign = word.utf8.firstIndex(of: UInt8(ascii: "=")), sign > word.startIndex else {
                throw Failure(.usage, "option '--input' takes <name>=<value>, not '\(printable(word))'")
            }
            let name = String(word[..<sign])
            guard inputs[name] == nil else {
                throw Failure(.usage, "input '\(printable(name))' is there twice")
            }
            inputs[name] = .string(String(Substring(word.utf8[sign...].dropFirst())))
        }
        return inputs
    }
}
