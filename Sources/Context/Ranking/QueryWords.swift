/// The words of an issue, each with how much it counts.
///
/// The title tells most; prose more than blocks of code, which mostly show how the program is called; and a
/// list of what is installed tells next to nothing.
struct QueryWords {
    private(set) var terms: [QueryTerm] = []
    private(set) var pairs: Set<TermPair> = []

    /// Distinct words that are looked up; an issue with more is a log.
    private static let most = 300

    private var found: [Term: Found] = [:]
    private var order: [Term] = []

    private struct Found {
        var text: String
        var sum: Double
        var isInTitle: Bool
    }

    private enum Weight {
        static let title = 3.0
        static let prose = 1.0
        static let code = 0.4
        static let environment = 0.1
        /// Two words as one, `trailing comma` for `trailingComma`, in proportion to their place.
        static let joined = 0.5
    }

    init(title: String, body: String) {
        readLine(title, Weight.title, isTitle: true)
        readBody(body)
        terms = order.prefix(Self.most).compactMap { term in
            guard let word = found[term] else { return nil }
            return QueryTerm(
                term: term, text: word.text, weight: Logarithm.base2(1 + word.sum), isInTitle: word.isInTitle)
        }
        found = [:]
    }

    private mutating func readBody(_ body: String) {
        var isCode = false
        var isHidden = false
        var isEnvironment = false
        let lines = body.split(whereSeparator: \.isNewline)
        let installed = Self.installationTables(in: lines)
        for (number, line) in lines.enumerated() {
            let text = line.drop(while: \.isWhitespace)
            if text.hasPrefix("```") || text.hasPrefix("~~~") {
                isCode.toggle()
                continue
            }
            if !isCode {
                // The hidden words of an issue template.
                if text.hasPrefix("<!--") { isHidden = true }
                if isHidden {
                    if text.contains("-->") { isHidden = false }
                    continue
                }
                if text.hasPrefix("#") || text.hasPrefix("**") { isEnvironment = Self.isEnvironment(text) }
                if text.hasPrefix("<summary>") { isEnvironment = Self.isEnvironment(text) }
            }
            let isIndentedCode = line.hasPrefix("    ") || line.hasPrefix("\t")
            let weight =
                isEnvironment || installed.contains(number)
                ? Weight.environment : isCode || isIndentedCode ? Weight.code : Weight.prose
            readLine(String(text), weight, isTitle: false)
        }
    }

    /// The lines of tables that say what is installed: one of their rows begins with a version or a system.
    private static func installationTables(in lines: [Substring]) -> Set<Int> {
        var found: Set<Int> = []
        var start = 0
        while start < lines.count {
            let end =
                lines[start...].firstIndex { !$0.drop(while: \.isWhitespace).hasPrefix("|") } ?? lines.count
            let tells = lines[start..<end].contains { line in
                let first = line.split(separator: "|").first { !$0.allSatisfy(\.isWhitespace) } ?? ""
                let words = first.lowercased().split { !$0.isLetter }
                return words.contains { ["version", "os", "platform"].contains($0) }
            }
            if tells { found.formUnion(start..<end) }
            start = end + 1
        }
        return found
    }

    private static func isEnvironment(_ heading: Substring) -> Bool {
        let heading = heading.lowercased()
        return ["environment", "version", "system", "platform", "installed", "setup", "checklist", "os"]
            .contains { word in heading.split { !$0.isLetter }.contains { $0.hasPrefix(word) } }
            && !heading.contains("expected")
    }

    private mutating func readLine(_ line: String, _ weight: Double, isTitle: Bool) {
        var line = line
        line.withUTF8 { readBytes($0, weight, isTitle: isTitle) }
    }

    private mutating func readBytes(_ line: UnsafeBufferPointer<UInt8>, _ weight: Double, isTitle: Bool) {
        var scanner = WordScanner()
        var last: (term: Term, range: Range<Int>)?
        scanner.scan(line) { term, range, isWhole in
            if StopWords.terms.contains(term) {
                if isWhole { last = nil }
                return
            }
            add(term, line, range, weight, isTitle)
            if let last, last.range.upperBound <= range.lowerBound,
                range.lowerBound - last.range.upperBound <= 2
            {
                pairs.insert(TermPair(first: last.term, second: term))
                join(line, last.range, range, weight, isTitle)
            }
            if last.map({ $0.range.upperBound <= range.lowerBound }) ?? true { last = (term, range) }
        }
    }

    private mutating func join(
        _ line: UnsafeBufferPointer<UInt8>, _ first: Range<Int>, _ second: Range<Int>, _ weight: Double,
        _ isTitle: Bool
    ) {
        // Parts of one identifier are joined anyway.
        guard first.upperBound < second.lowerBound, first.count + second.count <= WordScanner.longest,
            line[first.upperBound] != 0x5f
        else { return }
        var hash = FNV.seed
        for range in [first, second] {
            for byte in line[range] where byte != 0x5f { hash = FNV.add(ByteClass.lower(byte), to: hash) }
        }
        let isHyphen = line[first.upperBound] == 0x2d
        add(
            Term(hash: hash), line, first.lowerBound..<second.upperBound,
            isHyphen ? weight : weight * Weight.joined, isTitle)
    }

    private mutating func add(
        _ term: Term, _ line: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ weight: Double,
        _ isTitle: Bool
    ) {
        var word =
            found[term]
            ?? Found(
                text: String(decoding: UnsafeBufferPointer(rebasing: line[range]), as: UTF8.self), sum: 0,
                isInTitle: false)
        if word.sum == 0 { order.append(term) }
        word.sum += weight
        if isTitle { word.isInTitle = true }
        found[term] = word
    }
}
