extension Markdown {
    /// A part of a text that holds no other blocks: lists and quotations are known by what stands in them.
    public struct Block: Sendable, Equatable {
        /// What it is.
        public enum Kind: Sendable, Equatable {
            /// From 1 to 6.
            case heading(level: Int)
            case paragraph
            /// A fenced block with all that stands behind its fence (empty for none), or an indented one (nil).
            case code(info: String?)
            case html
            /// The cells are its spans, divided by tabs.
            case tableRow(isHeader: Bool)
            case thematicBreak
        }

        /// What it is.
        public var kind: Kind
        /// From 1: where it begins, the fence of a code block included.
        public var firstLine: Int
        /// Where it ends.
        public var lastLine: Int
        /// Its parts in their order; of code and HTML one text as it stands.
        public var spans: [Span]
        /// The item of a list that it stands in, the innermost; nil outside of lists.
        public var item: Item?
        /// How many quotations it stands in.
        public var quotations: Int

        /// Its text without markup: what a reader sees, with the line breaks of the source.
        public var text: String { spans.map(\.text).joined() }

        /// The line that the text begins on: behind the fence of a code block.
        public var textLine: Int { if case .code(.some) = kind { firstLine + 1 } else { firstLine } }
    }

    /// A part of a line.
    public struct Span: Sendable, Equatable {
        /// What it is.
        public enum Kind: Sendable, Equatable {
            case text
            /// Between backticks.
            case code
            /// The text of a link to this address, or of an image.
            case link(address: String)
            case html
        }

        /// What it is.
        public var kind: Kind
        /// What it says, without markup.
        public var text: String

        /// A span of these.
        public init(_ kind: Kind, _ text: String) { (self.kind, self.text) = (kind, text) }
    }

    /// An item of a list, as its blocks tell of it.
    public struct Item: Sendable, Equatable {
        /// Tells the items of a text apart: its place among them, from 0.
        public var index: Int
        /// How many lists it stands in, from 1.
        public var level: Int
        /// Of a task: whether it is done; nil for other items.
        public var isDone: Bool?
        /// Whether the block is the item's first.
        public var isFirst: Bool
    }
}
