import Platform

/// Columns of text: the first and the last from the left, those in between from the right.
struct TextTable {
    let text: String

    /// - Parameters:
    ///   - rows: as many cells each as there are heads.
    ///   - heads: what stands above.
    init(_ rows: [[String]], under heads: [String]) {
        let all = [heads] + rows
        let widths = heads.indices.map { column in all.map { $0[column].displayWidth }.max() ?? 0 }
        text = all.map { row in
            let cells = row.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - row[column].displayWidth)
                return column == 0 ? row[column] + space : space + row[column]
            }
            let line = cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
        }.joined()
    }
}
