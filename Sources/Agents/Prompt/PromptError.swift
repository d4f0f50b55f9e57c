/// Why a prompt can't be made of its template.
public struct PromptError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The template's name: a path, or `issue.md` for the one that is built in.
    public var template: String
    /// In lower case, the subject in quotes, without the place.
    public var message: String
    /// In the template, from 1.
    public var line: Int
    /// From 1, in Unicode scalars.
    public var column: Int
    /// What may help, one line each.
    public var hints: [String]

    /// The place and the message, for one line.
    public var description: String { "\(template):\(line):\(column): \(message)" }

    init(_ template: String, _ message: String, at offset: Int, in text: String, hints: [String] = []) {
        (self.template, self.message, self.hints) = (template, message, hints)
        (line, column) = (1, 1)
        for scalar in String(decoding: text.utf8.prefix(offset), as: UTF8.self).unicodeScalars {
            if scalar == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
        }
    }
}
