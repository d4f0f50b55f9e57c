/// Measures tables line by line, before they are made: a row of one character costs a cell for each column.
///
/// It counts lines for rows that are none, as those of code; what is a row it always counts.
struct TableGauge {
    /// What a line means for tables.
    enum Verdict {
        /// Nothing, or no more than is allowed.
        case fine
        /// It would be the delimiter row of a table that is too large, or of one too many.
        case tooLarge
        /// It would be a row too much: the table has to end before it.
        case ended
    }

    private let limits: Markdown.Limits
    /// Of the table that may be open; 0 where none is.
    private var columns = 0
    private var cells = 0

    init(_ limits: Markdown.Limits) { self.limits = limits }

    /// Takes the next line, without its end.
    mutating func take(_ line: ArraySlice<UInt8>) -> Verdict {
        if let count = Self.columns(of: line) {
            if count > limits.columns || cells > limits.cells { return .tooLarge }
            columns = max(columns, count)
        } else if line.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) {
            columns = 0
        }
        cells += columns
        guard columns > 0, cells > limits.cells else { return .fine }
        columns = 0
        return .ended
    }

    /// How many columns a table has with this delimiter row; nil for another line (GitHub Flavored Markdown,
    /// section 4.10). One in a quotation stands behind its marker.
    private static func columns(of line: ArraySlice<UInt8>) -> Int? {
        let row = line.drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }
        var (count, isDivided, last) = (0, false, UInt8(0))
        for byte in row {
            switch byte {
            case UInt8(ascii: "-"): if last != byte { count += 1 }
            case UInt8(ascii: "|"), UInt8(ascii: ":"): isDivided = true
            case 0x20, 0x09...0x0D: break
            default: return nil
            }
            last = byte
        }
        return count > 0 && isDivided ? count : nil
    }
}
