/// The lines of a file as they are shown: without their ends, be these LF or CR LF.
///
/// Not `String.split`: to it CR LF is one letter, which is no line feed.
enum TextLines {
    /// In bytes: where a zero stands in these, it is no text (as Git has it).
    static let binaryPrefix = 8000

    /// The lines; behind a last end there is an empty one.
    static func of(_ text: [UInt8]) -> [String] {
        text.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
        }
    }

    /// A line of so many letters at the most, however many marks they carry.
    static func cut(_ line: String, to limit: Int) -> String {
        let scalars = line.unicodeScalars
        guard let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
            end < scalars.endIndex
        else { return line }
        return String(scalars[..<end]) + "…"
    }
}
