/// Fields as they come out of the parts of a word.
struct FieldBuilder {
    /// What unquoted values are split at.
    let separators: [UInt8]
    private(set) var fields: [[Piece]] = []
    private var current: [Piece]?
    private(set) var taint: Taint = []

    init(separators: [UInt8]) { self.separators = separators }

    /// What is not split.
    mutating func append(_ piece: Piece, _ taint: Taint = []) {
        current = (current ?? []) + [piece]
        self.taint.formUnion(taint)
    }

    mutating func append(_ pieces: [Piece], _ taint: Taint) {
        current = (current ?? []) + pieces
        self.taint.formUnion(taint)
    }

    /// A value that is split, and may match names of files.
    mutating func split(_ pieces: [Piece], _ taint: Taint) {
        self.taint.formUnion(taint)
        for piece in pieces {
            guard case .text(let text) = piece else {
                current = (current ?? []) + [piece]
                continue
            }
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let part = rest.prefix { !separators.contains($0) }
                rest = rest.dropFirst(part.count)
                if !part.isEmpty {
                    let text = String(decoding: part, as: UTF8.self)
                    let isWild = part.contains { [0x2A, 0x3F].contains($0) }
                    current = (current ?? []) + [isWild ? .wildcard(text) : .text(text)]
                }
                if rest.popFirst() != nil { close() }
            }
        }
    }

    /// Ends a field, if there is one.
    mutating func close() {
        if let current { fields.append(current.joined) }
        current = nil
    }
}
