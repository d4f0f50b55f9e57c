/// Programs that suggestions may want to use, and that are not on every machine.
public enum ProgramList {
    /// In no order that matters; a text with a name on each line, `#` begins a remark.
    public static func read(_ text: [UInt8]) -> [String] {
        String(decoding: text, as: UTF8.self).split(separator: "\n").flatMap { line in
            line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).map(String.init)
        }
    }
}
