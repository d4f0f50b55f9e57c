import CMarkGFM

/// A text as cmark-gfm has read it.
struct ParsedDocument: ~Copyable {
    private let root: OpaquePointer

    /// As GitHub reads issues, without footnotes.
    private static let extensions = ["table", "strikethrough", "autolink", "tasklist"]

    /// Once in a process: the register is global, and not for two threads at a time.
    private static let isRegistered: Bool = {
        cmark_gfm_core_extensions_ensure_registered()
        return true
    }()

    init(_ text: [UInt8]) throws(MarkdownError) {
        guard Self.isRegistered, let parser = cmark_parser_new(CMARK_OPT_VALIDATE_UTF8) else {
            throw MarkdownError("cmark-gfm can't be started")
        }
        defer { cmark_parser_free(parser) }
        for name in Self.extensions {
            guard let found = cmark_find_syntax_extension(name) else {
                throw MarkdownError("cmark-gfm has no extension '\(name)'")
            }
            cmark_parser_attach_syntax_extension(parser, found)
        }
        text.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
        }
        guard let root = cmark_parser_finish(parser) else { throw MarkdownError("cmark-gfm read nothing") }
        self.root = root
    }

    deinit { cmark_node_free(root) }

    /// A step of the way through all nodes, from outside to inside.
    struct Event {
        var isEntry: Bool
        var node: NodeView
    }

    /// Goes the whole way.
    func visit(_ body: (Event) -> Void) {
        guard let iterator = cmark_iter_new(root) else { return }
        defer { cmark_iter_free(iterator) }
        while true {
            let event = cmark_iter_next(iterator)
            guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { return }
            body(Event(isEntry: event == CMARK_EVENT_ENTER, node: NodeView(node)))
        }
    }
}

/// What can be asked of a node while it is visited.
struct NodeView {
    private let node: OpaquePointer

    fileprivate init(_ node: OpaquePointer) { self.node = node }

    /// The type's name; those of extensions have no number that is known at compile time.
    var type: String { cmark_node_get_type_string(node).map { String(cString: $0) } ?? "" }
    var literal: String { cmark_node_get_literal(node).map { TamedText.restored($0) } ?? "" }
    var address: String { cmark_node_get_url(node).map { TamedText.restored($0) } ?? "" }
    var headingLevel: Int { Int(cmark_node_get_heading_level(node)) }
    var firstLine: Int { Int(cmark_node_get_start_line(node)) }
    var lastLine: Int { Int(cmark_node_get_end_line(node)) }
    var isDone: Bool { cmark_gfm_extensions_get_tasklist_item_checked(node) }
    var fenceInfo: String? {
        var (length, offset, character): (Int32, Int32, CChar) = (0, 0, 0)
        guard cmark_node_get_fenced(node, &length, &offset, &character) != 0 else { return nil }
        return cmark_node_get_fence_info(node).map { TamedText.restored($0) } ?? ""
    }
}
