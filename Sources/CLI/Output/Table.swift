import Platform

/// Rows of text in columns, for people.
struct Table {
    /// How a column is set.
    enum Side {
        case left, right
    }

    private let sides: [Side]
    private var rows: [[String]] = []

    /// A table of so many columns.
    init(_ sides: [Side]) { self.sides = sides }

    mutating func add(_ row: [String]) { rows.append(row.map { harmless($0) }) }

    /// The rows as lines, with two spaces between the columns.
    ///
    /// - Parameters:
    ///   - width: what a line may take; nil for no bound. The last column gives way.
    ///   - paint: adds what takes no room, as colours, by column.
    func lines(width: Int?, paint: (_ column: Int, _ row: Int, _ cell: String) -> String = { $2 }) -> [String]
    {
        let widths = sides.indices.map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
        return rows.enumerated().map { number, row in
            var (line, taken) = ("", 0)
            for (column, cell) in row.enumerated() {
                let isLast = column == row.count - 1
                var cell = cell
                if isLast, let width, taken + cell.displayWidth > width {
                    cell = cell.prefix(displayWidth: max(0, width - taken - 1)) + "…"
                }
                let gap = String(repeating: " ", count: max(0, widths[column] - cell.displayWidth))
                let painted = paint(column, number, cell)
                line += sides[column] == .right ? gap + painted : painted
                if !isLast { line += (sides[column] == .right ? "" : gap) + "  " }
                taken += widths[column] + 2
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}
