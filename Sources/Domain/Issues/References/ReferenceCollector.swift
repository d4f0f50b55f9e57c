import Markdown

/// Goes through an issue and keeps each thing once, at its best place.
struct ReferenceCollector {
    private var found = CodeReferences()
    private var pathIndices: [PathKey: Int] = [:]
    private var symbolIndices: [String: Int] = [:]
    private var errorTexts: Set<String> = []
    private var addresses: Set<String> = []
    private var issues: Set<String> = []
    private var trace = TraceGrouping()
    /// The line of a panic whose message has yet to come.
    private var panicLine: Int?

    private struct PathKey: Hashable {
        let path: String
        let line: Int?
    }

    /// Each list ends here: an issue with more is a log, and its beginning tells enough.
    private static let limit = 2_000

    mutating func take(_ block: Markdown.Block) {
        switch block.kind {
        case .code: lines(of: block.text, from: block.textLine) { $0.code($1, at: $2) }
        case .html:
            // Hidden comments are the words of an issue template.
            if !block.text.hasPrefix("<!--") {
                lines(of: block.text, from: block.textLine) { $0.code(Self.withoutTags($1), at: $2) }
            }
        case .heading, .paragraph, .tableRow: takeProse(block)
        case .thematicBreak: break
        }
    }

    private static func withoutTags(_ line: [UInt8]) -> [UInt8] {
        var isTag = false
        return line.map { byte in
            if byte == UInt8(ascii: "<") { isTag = true }
            defer { if byte == UInt8(ascii: ">") { isTag = false } }
            return isTag ? 0x20 : byte
        }
    }

    private mutating func takeProse(_ block: Markdown.Block) {
        // Traces are pasted without a fence, too.
        lines(of: block.text, from: block.textLine) { collector, line, number in
            collector.traceLine(line, at: number)
        }
        var number = block.textLine
        for span in block.spans {
            switch span.kind {
            case .text: lines(of: span.text, from: number) { $0.prose($1, at: $2, .prose) }
            case .code: inlineCode(Array(span.text.utf8), at: number)
            case .link(let address):
                self.address(address, at: number)
                if span.text != address {
                    lines(of: span.text, from: number) { $0.prose($1, at: $2, .prose) }
                }
            case .html: break
            }
            number += span.text.utf8.count { $0 == 0x0A }
        }
    }

    private mutating func lines(
        of text: String, from first: Int, _ body: (inout ReferenceCollector, [UInt8], Int) -> Void
    ) {
        var number = first
        for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if !line.isEmpty { body(&self, Array(line), number) }
            number += 1
        }
    }

    /// A line outside of code.
    mutating func prose(_ line: [UInt8], at number: Int, _ place: ReferencePlace) {
        PathScan.each(in: line[...], isProse: true) { add($0, at: number, place) }
        SymbolScan.each(in: line[...], .prose) { add($0, at: number, place) }
        AddressScan.each(in: line[...]) { address($0, at: number) }
        AddressScan.eachIssue(in: line[...]) { issue($0) }
        ErrorScan.each(in: line[...], isProse: true) { add($0, at: number) }
    }

    private mutating func inlineCode(_ text: [UInt8], at number: Int) {
        PathScan.each(in: text[...], isProse: false) { add($0, at: number, .inlineCode) }
        SymbolScan.each(in: text[...], .inlineCode) { add($0, at: number, .inlineCode) }
        ErrorScan.each(in: text[...], isProse: false) { add($0, at: number) }
        ErrorScan.sentence(text[...]).map { add($0, at: number) }
    }

    private mutating func code(_ line: [UInt8], at number: Int) {
        if traceLine(line, at: number) { return }
        PathScan.each(in: line[...], isProse: false) { add($0, at: number, .codeBlock) }
        SymbolScan.each(in: line[...], .codeBlock) { add($0, at: number, .codeBlock) }
        AddressScan.each(in: line[...]) { address($0, at: number) }
        ErrorScan.each(in: line[...], isProse: false) { add($0, at: number) }
    }

    @discardableResult private mutating func traceLine(_ line: [UInt8], at number: Int) -> Bool {
        if panicLine == number - 1, let text = ErrorScan.text(line[...]) {
            add(ErrorScan.Found(type: "panic", text: text), at: number)
        }
        panicLine = nil
        guard let frame = FrameScan.frame(in: line[...]) else {
            trace.end(into: &found.frames, ifLineIsForeign: line[...])
            return false
        }
        // Rust says where first, and what in the next line.
        if frame.language == .rust, line.last == UInt8(ascii: ":") { panicLine = number }
        guard found.frames.count < Self.limit else { return true }
        trace.add(frame, at: number)
        if let path = frame.path {
            add(PathScan.Found(path: path, line: frame.line), at: number, .trace)
        }
        if let function = frame.function {
            add(SymbolScan.Found(name: function, isCalled: true), at: number, .trace)
        }
        return true
    }

    mutating func finish() -> CodeReferences {
        trace.end(into: &found.frames)
        return found
    }
}

extension ReferenceCollector {
    private mutating func add(_ path: PathScan.Found, at number: Int, _ place: ReferencePlace) {
        let key = PathKey(path: path.path, line: path.line)
        if let index = pathIndices[key] {
            found.paths[index].count += 1
            found.paths[index].place = min(found.paths[index].place, place)
        } else if found.paths.count < Self.limit {
            pathIndices[key] = found.paths.count
            found.paths.append(
                PathReference(path: path.path, line: path.line, place: place, issueLine: number))
        }
    }

    private mutating func add(_ symbol: SymbolScan.Found, at number: Int, _ place: ReferencePlace) {
        if let index = symbolIndices[symbol.name] {
            found.symbols[index].count += 1
            found.symbols[index].place = min(found.symbols[index].place, place)
            if symbol.isCalled { found.symbols[index].isCalled = true }
        } else if found.symbols.count < Self.limit {
            symbolIndices[symbol.name] = found.symbols.count
            found.symbols.append(
                SymbolReference(
                    name: symbol.name, isCalled: symbol.isCalled, place: place, issueLine: number))
        }
    }

    private mutating func add(_ error: ErrorScan.Found, at number: Int) {
        guard found.errors.count < Self.limit,
            errorTexts.insert("\(error.type ?? "") \(error.text)").inserted
        else { return }
        found.errors.append(ErrorMessage(type: error.type, text: error.text, issueLine: number))
    }

    private mutating func address(_ text: String, at number: Int) {
        guard addresses.count < Self.limit, addresses.insert(text).inserted else { return }
        found.addresses.append(text)
        if let path = AddressScan.path(of: text) { add(path, at: number, .prose) }
        AddressScan.issue(of: text).map { issue($0) }
    }

    private mutating func issue(_ name: String) {
        guard issues.count < Self.limit, issues.insert(name).inserted else { return }
        found.issues.append(name)
    }
}
