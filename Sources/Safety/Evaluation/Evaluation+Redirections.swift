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
                let stream = Stream(
                    pieces: field.pieces, taint: field.taint,
                    place: isLiteral ? document.range.lowerBound : nil)
                read(stream, redirection, &redirected)
            case .hereString:
                let field = field(of: redirection.target)
                let stream = Stream(pieces: field.pieces, taint: field.taint, place: field.place)
                read(stream, redirection, &redirected)
            case .read, .readAndWrite:
                let field = target(of: redirection)
                redirected.files.append((.reads, field))
                read(content(of: field), redirection, &redirected)
                if redirection.operator == .readAndWrite { redirected.files.append((.writes, field)) }
            case .duplicateInput:
                let number = field(of: redirection.target).known
                if number == "-" || number == "0" { continue }
                let stored = number.flatMap { state.files["/dev/fd/" + $0] }
                read(stored ?? .unknown(), redirection, &redirected)
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

    /// Keeps what is read as the standard input, or under the number of the descriptor.
    private mutating func read(_ stream: Stream, _ redirection: Redirection, _ redirected: inout Redirected) {
        guard let number = redirection.descriptor, number != "0" else {
            redirected.input = stream
            return
        }
        state.files["/dev/fd/" + number] = stream
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

    /// Whether a file lies in a folder whose content this text has brought from elsewhere.
    func isFetched(_ field: Field) -> Bool {
        state.folders.contains { folder in
            guard let path = Path(field.pieces, in: folder).text else { return false }
            return path.utf8.indices.contains { index in
                path.utf8[index] == UInt8(ascii: "/") && state.files[String(path[...index])] != nil
            }
        }
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
