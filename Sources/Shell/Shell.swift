/// Reads commands as POSIX shells and bash read them, and performs none.
public enum Shell {
    /// Reads a text.
    ///
    /// Any bytes give a tree or an error, in a time that grows with their number.
    ///
    /// - Parameters:
    ///   - text: UTF-8; what is not is replaced in the tree.
    ///   - places: where the text stands in another one, which the ranges of the tree are about.
    /// - Throws: for what no shell would read, and for what is nested too deeply.
    public static func parse(_ text: [UInt8], places: Places = .from(0)) throws(ShellError) -> Script {
        var parser = Parser(text, places: places)
        return try parser.script()
    }

    /// Reads a text.
    public static func parse(_ text: String) throws(ShellError) -> Script { try parse(Array(text.utf8)) }
}
