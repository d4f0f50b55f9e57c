import Shell

extension Evaluation {
    /// What redirections bring, and where they lead.
    struct Redirected {
        var input: Stream?
        /// Files that get the output.
        var outputs: [Field] = []
        var files: [(effect: Effect, field: Field)] = []
    }

    /// Expands the targets of redirections.
    mutating func redirect(_ redirections: [Redirection], range: Range<Int>) -> Redirected {
        var redirected = Redirected()
        for redirection in redirections {
            let isError = redirection.descriptor == "2"
            switch redirection.operator {
            case .hereDocument, .hereDocumentWithoutTabs:
                guard let number = redirection.hereDocument, documents.indices.contains(number) else {
                    continue
                }
                let document = documents[number]
                let field = text(of: document.parts, range: document.range)
                let length = field.known?.utf8.count ?? .max
                let isLiteral =
                    document.parts.count == 1 && length <= document.range.count
                    && text[document.range.lowerBound...].prefix(length).elementsEqual(field.shown.utf8)
                redirected.input = Stream(
                    pieces: field.pieces, taint: field.taint,
                    place: isLiteral ? document.range.lowerBound : nil)
            case .hereString:
                let field = field(of: redirection.target)
                redirected.input = Stream(pieces: field.pieces, taint: field.taint, place: field.place)
            case .read, .readAndWrite:
                let field = target(of: redirection)
                redirected.files.append((.reads, field))
                redirected.input = content(of: field)
                if redirection.operator == .readAndWrite { redirected.files.append((.writes, field)) }
            case .duplicateInput: _ = field(of: redirection.target)
            case .duplicateOutput:
                let field = target(of: redirection)
                let isDescriptor = field.known.map {
                    $0 == "-" || $0.utf8.allSatisfy { $0.isDigit || $0 == 0x2D }
                }
                guard isDescriptor == false else { continue }
                redirected.files += [(.writes, field), (.overwrites, field)]
                redirected.outputs.append(field)
            case .write, .overwrite, .append, .writeBoth, .appendBoth:
                let field = target(of: redirection)
                redirected.files.append((.writes, field))
                if redirection.operator != .append && redirection.operator != .appendBoth {
                    redirected.files.append((.overwrites, field))
                }
                if !isError { redirected.outputs.append(field) }
            }
        }
        return redirected
    }

    private mutating func target(of redirection: Redirection) -> Field {
        var field = fields(of: redirection.target).first ?? Field([], range: redirection.range)
        field.range = redirection.range
        return field
    }

    /// What a file holds, as far as this text has written it, and what it is by its name.
    func content(of field: Field) -> Stream {
        if let stored = stored(field) { return stored }
        var stream = Stream.unknown(field.taint)
        if !classes(of: field).isDisjoint(with: ["credentials", "dotenv"]) {
            stream.taint.insert(.secret)
        }
        return stream
    }

    /// What this text has written into a file.
    func stored(_ field: Field) -> Stream? {
        for folder in state.folders {
            if let path = Path(field.pieces, in: folder).text, let file = state.files[path] { return file }
        }
        return nil
    }

    /// Remembers what was written into files.
    mutating func store(_ stream: Stream, in fields: [Field]) {
        for field in fields {
            for folder in state.folders {
                if let path = Path(field.pieces, in: folder).text { state.files[path] = stream }
            }
        }
    }
}

extension UInt8 {
    var isDigit: Bool { (0x30...0x39).contains(self) }
}
