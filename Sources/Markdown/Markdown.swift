/// Reads Markdown as GitHub has it (CommonMark with task lists, tables, strikethrough and bare links) as a
/// flat list of blocks that know their lines.
///
/// Flat, because what feeds on the stack are trees: a text of a million `>` is as deep as it is long.
public enum Markdown {
    /// Reads the blocks of a text, in its order.
    ///
    /// - Parameters:
    ///   - text: UTF-8; what is no UTF-8, and zero bytes, become U+FFFD.
    ///   - limits: what is too much.
    /// - Throws: beyond the limits only: every text is Markdown.
    public static func parse(
        _ text: [UInt8], limits: Limits = Limits()
    ) throws(MarkdownError) -> [Block] {
        guard text.count <= limits.bytes else {
            throw MarkdownError("the text has \(text.count) bytes: at most \(limits.bytes) are read")
        }
        let tamed = TamedText(text, limits: limits)
        let document = try ParsedDocument(tamed.bytes)
        var collector = BlockCollector(tamed)
        document.visit { event in collector.take(event) }
        return collector.blocks
    }

    /// What a text may hold, against those who feed on memory and time.
    public struct Limits: Sendable, Equatable {
        /// Of the whole text.
        public var bytes: Int
        /// Lists and quotations that a line opens; what stands behind them is not read as structure.
        public var markers: Int
        /// Of one line; the rest of a longer one is left out of the blocks.
        public var lineBytes: Int
        /// Of one paragraph; behind them its text is taken as it stands, without links, code and emphasis.
        public var paragraphBytes: Int
        /// Of a table; one that has more is a paragraph.
        public var columns: Int
        /// Of all tables, those among them that a short row leaves out; what follows is a paragraph.
        public var cells: Int

        /// These limits; without arguments far more than an issue needs.
        public init(
            bytes: Int = 1 << 20, markers: Int = 20, lineBytes: Int = 16 << 10, paragraphBytes: Int = 8 << 10,
            columns: Int = 60, cells: Int = 200_000
        ) {
            (self.bytes, self.markers) = (bytes, markers)
            (self.lineBytes, self.paragraphBytes) = (lineBytes, paragraphBytes)
            (self.columns, self.cells) = (columns, cells)
        }
    }
}

/// Why a text can't be read as Markdown.
public struct MarkdownError: Error, Sendable, Equatable, CustomStringConvertible {
    /// In lower case.
    public var message: String

    init(_ message: String) { self.message = message }

    /// The message.
    public var description: String { message }
}
