import Platform

/// Rows of text in columns, for people.
struct Table {
    /// How a column is set.
    enum Side {
        case left, right
    }

    private struct Cell {
        var text: String
        var width: Int

        init(_ text: String) { (self.text, width) = (text, text.displayWidth) }
    }

    private let sides: [Side]
    private var rows: [[Cell]] = []

    /// A table with a side for each column.
    init(_ sides: [Side], _ rows: [[String]] = []) {
        self.sides = sides
        for row in rows { add(row) }
    }

    mutating func add(_ row: [String]) { rows.append(row.map { Cell(harmless($0)) }) }

    /// The rows as lines, with two spaces between the columns and none at the end.
    ///
    /// - Parameters:
    ///   - width: what a line may take; nil for no bound. The last column gives way.
    ///   - paint: adds what takes no room, as colours, by column.
    func lines(width: Int?, paint: (_ column: Int, _ row: Int, _ cell: String) -> String = { $2 }) -> [String]
    {
        let widths = sides.indices.map { column in rows.map { $0[column].width }.max() ?? 0 }
        return rows.enumerated().map { number, row in
            // Spaces wait for something to stand behind them.
            var (line, taken, spaces) = ("", 0, 0)
            for (column, cell) in row.enumerated() {
                var cell = cell
                if column == row.count - 1, let width, taken + cell.width > width {
                    cell = Cell(cell.text.prefix(displayWidth: max(0, width - taken - 1)) + "…")
                }
                let gap = max(0, widths[column] - cell.width)
                if sides[column] == .right { spaces += gap }
                if cell.width > 0 {
                    line += String(repeating: " ", count: spaces) + paint(column, number, cell.text)
                    spaces = 0
                }
                spaces += (sides[column] == .left ? gap : 0) + 2
                taken += widths[column] + 2
            }
            return line
        }
    }
}
