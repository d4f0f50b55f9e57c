import CYAML

/// What libyaml says comes next in a text.
struct ParserEvent {
    enum Kind {
        case documentStart(hasDirectives: Bool)
        /// `isExplicit` when a `...` stands there.
        case documentEnd(isExplicit: Bool)
        case alias(String)
        case scalar(String, YAML.Scalar.Style)
        case sequenceStart(isFlow: Bool)
        case sequenceEnd
        case mappingStart(isFlow: Bool)
        case mappingEnd
        case streamEnd
    }

    var kind: Kind
    var anchor: String?
    var tag: String?
    /// Index in the text, in characters.
    var start: Int
    var end: Int
}

/// libyaml's parser on one text.
struct EventSource: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>
    private let source: SourceText

    init(_ source: SourceText) {
        self.source = source
        var bytes = Array(String(String.UnicodeScalarView(source.scalars)).utf8)
        // Without it, libyaml keeps the spaces of an unfinished last line as content of a block.
        if let last = source.scalars.last, last == " " || last == "\t" { bytes.append(UInt8(ascii: "\n")) }
        input = .allocate(capacity: bytes.count + 1)
        _ = input.initialize(from: bytes + [0])
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        precondition(yaml_parser_initialize(parser) == 1, "out of memory")
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        input.deallocate()
    }

    /// The next event; after the end of the stream or an error there is none to ask for.
    mutating func next() throws(YAMLError) -> ParserEvent {
        while true {
            var event = yaml_event_t()
            guard yaml_parser_parse(parser, &event) == 1 else {
                throw YAMLError(ParserFailure(parser.pointee, in: source), in: source)
            }
            defer { yaml_event_delete(&event) }
            if let known = ParserEvent(event) { return known }
        }
    }
}

extension ParserEvent {
    /// Nil for the start of the stream, of which there is nothing to say.
    fileprivate init?(_ event: yaml_event_t) {
        (start, end) = (event.start_mark.index, event.end_mark.index)
        switch event.type {
        case YAML_DOCUMENT_START_EVENT:
            let directives = event.data.document_start
            kind = .documentStart(
                hasDirectives: directives.version_directive != nil
                    || directives.tag_directives.start != directives.tag_directives.end)
        case YAML_DOCUMENT_END_EVENT:
            kind = .documentEnd(isExplicit: event.data.document_end.implicit == 0)
        case YAML_ALIAS_EVENT:
            kind = .alias(Self.text(event.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            kind = .scalar(String(decoding: bytes, as: UTF8.self), YAML.Scalar.Style(scalar.style))
            (anchor, tag) = (Self.text(scalar.anchor), Self.text(scalar.tag))
        case YAML_SEQUENCE_START_EVENT:
            let start = event.data.sequence_start
            kind = .sequenceStart(isFlow: start.style == YAML_FLOW_SEQUENCE_STYLE)
            (anchor, tag) = (Self.text(start.anchor), Self.text(start.tag))
        case YAML_SEQUENCE_END_EVENT: kind = .sequenceEnd
        case YAML_MAPPING_START_EVENT:
            let start = event.data.mapping_start
            kind = .mappingStart(isFlow: start.style == YAML_FLOW_MAPPING_STYLE)
            (anchor, tag) = (Self.text(start.anchor), Self.text(start.tag))
        case YAML_MAPPING_END_EVENT: kind = .mappingEnd
        case YAML_STREAM_END_EVENT: kind = .streamEnd
        default: return nil
        }
    }

    private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }
}

extension YAML.Scalar.Style {
    fileprivate init(_ style: yaml_scalar_style_t) {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: self = .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: self = .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: self = .literal
        case YAML_FOLDED_SCALAR_STYLE: self = .folded
        default: self = .plain
        }
    }
}
