/// Makes blocks of the nodes that are visited.
struct BlockCollector {
    private(set) var blocks: [Markdown.Block] = []

    private let text: TamedText
    private var items: [Markdown.Item] = []
    private var itemCount = 0
    private var quotations = 0
    private var addresses: [String] = []
    private var open: Markdown.Block?
    /// Those of the open block, apart from it so that they grow in place.
    private var spans: [Markdown.Span] = []

    init(_ text: TamedText) { self.text = text }

    mutating func take(_ event: ParsedDocument.Event) {
        let (node, isEntry) = (event.node, event.isEntry)
        switch node.type {
        case "block_quote": quotations += isEntry ? 1 : -1
        case "item": isEntry ? enterItem(isDone: nil) : leaveItem()
        case "tasklist": isEntry ? enterItem(isDone: node.isDone) : leaveItem()
        case "heading": block(.heading(level: node.headingLevel), node, isEntry)
        case "paragraph": block(.paragraph, node, isEntry)
        case "table_header": block(.tableRow(isHeader: true), node, isEntry)
        case "table_row": block(.tableRow(isHeader: false), node, isEntry)
        case "table_cell": if isEntry, !spans.isEmpty { add(.text, "\t") }
        case "code_block": leaf(.code(info: node.fenceInfo), node, .code)
        case "html_block": leaf(.html, node, .html)
        case "thematic_break": leaf(.thematicBreak, node, .text)
        case "link", "image": if isEntry { addresses.append(node.address) } else { leaveLink() }
        case "text": add(addresses.last.map { .link(address: $0) } ?? .text, node.literal)
        case "code": add(.code, node.literal)
        case "html_inline": add(.html, node.literal)
        case "softbreak", "linebreak": add(.text, "\n")
        default: break
        }
    }

    private mutating func enterItem(isDone: Bool?) {
        items.append(Markdown.Item(index: itemCount, level: items.count + 1, isDone: isDone, isFirst: true))
        itemCount += 1
    }

    private mutating func leaveItem() { items.removeLast() }

    /// An image or a link without a text still leads somewhere.
    private mutating func leaveLink() {
        let address = addresses.removeLast()
        if spans.last?.kind != .link(address: address) { add(.link(address: address), "") }
    }

    private mutating func block(_ kind: Markdown.Block.Kind, _ node: NodeView, _ isEntry: Bool) {
        if isEntry {
            open = Markdown.Block(
                kind: kind, firstLine: text.number(of: node.firstLine),
                lastLine: text.number(of: node.lastLine), spans: [], item: items.last,
                quotations: quotations)
            spans = []
            if !items.isEmpty { items[items.count - 1].isFirst = false }
        } else if var block = open {
            block.spans = spans
            blocks.append(block)
            open = nil
        }
    }

    private mutating func leaf(_ kind: Markdown.Block.Kind, _ node: NodeView, _ span: Markdown.Span.Kind) {
        block(kind, node, true)
        let text = node.literal
        if !text.isEmpty { spans.append(Markdown.Span(span, text)) }
        block(kind, node, false)
    }

    private mutating func add(_ kind: Markdown.Span.Kind, _ text: String) {
        if kind != .code, spans.last?.kind == kind {
            spans[spans.count - 1].text += text
        } else {
            spans.append(Markdown.Span(kind, text))
        }
    }
}
