import Git
import JSON

extension PromptFields.File {
    /// What the action `context` gives: paths, reasons, and the lines that tell most, whose text is read anew.
    ///
    /// - Parameter tree: the files that are worked on.
    static func list(
        _ json: JSON?, of tree: ObjectID, in repository: borrowing Repository
    ) throws -> [PromptFields.File] {
        var files: [PromptFields.File] = []
        for element in json?.arrayValue ?? [] {
            guard let path = element["path"]?.stringValue else { continue }
            var file = PromptFields.File(
                path: path, reasons: element["reasons"]?.arrayValue?.compactMap(\.stringValue) ?? [])
            let ranges = (element["lines"]?.arrayValue ?? []).compactMap { range -> ClosedRange<Int>? in
                let ends = range.arrayValue?.compactMap(\.integerValue) ?? []
                guard ends.count == 2, ends[0] >= 1, ends[0] <= ends[1] else { return nil }
                return Int(ends[0])...Int(ends[1])
            }
            if !ranges.isEmpty, let entry = try repository.entry(at: path, in: tree), entry.mode != .tree,
                entry.mode != .submodule
            {
                let lines = try repository.blob(entry.id).split(
                    separator: 0x0A, omittingEmptySubsequences: false)
                for range in ranges where range.lowerBound <= lines.count {
                    let text = Array(
                        lines[(range.lowerBound - 1)..<min(range.upperBound, lines.count)].joined(separator: [
                            0x0A
                        ]))
                    file.excerpts.append(
                        .init(firstLine: range.lowerBound, text: String(decoding: text, as: UTF8.self)))
                }
            }
            files.append(file)
        }
        return files
    }
}
