/// Why a text can't be read as shell commands, and where.
public struct ShellError: Error, Sendable, Equatable {
    /// What kind of thing is wrong.
    public enum Kind: Sendable, Equatable {
        /// No shell would read it, or only one that this module does not know.
        case syntax
        /// It is nested deeper, or takes more work, than anybody writes.
        case limit
    }

    /// What kind of thing is wrong.
    public var kind: Kind
    /// In lower case, the subject in quotes, without the place.
    public var message: String
    /// Where, in bytes of the whole text.
    public var offset: Int
}

extension ShellError: CustomStringConvertible {
    /// The place and the message, for one line.
    public var description: String { "byte \(offset + 1): \(message)" }
}
