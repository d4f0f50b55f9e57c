import Domain
import SQLite

/// What the issue itself names: paths, modules, frames of stack traces, symbols.
enum NamedSignals {
    static func add(
        _ references: CodeReferences, to table: inout SignalTable, corpus: Corpus,
        index: borrowing ContextIndex
    ) throws(DatabaseError) {
        var lookup = PathLookup(corpus.files)
        addPaths(references, to: &table, &lookup)
        addModules(references, to: &table, &lookup)
        addFrames(references, to: &table, &lookup)
        try addDefinitions(references, to: &table, corpus, index)
    }

    /// Of each kind so many are looked at, the most telling first: an issue with more is a log.
    private static let most = 300
    /// Files that define one name; what more of them define, as `new` or `run`, leads nowhere.
    private static let mostDefinitions = 200

    private static func addPaths(
        _ references: CodeReferences, to table: inout SignalTable, _ lookup: inout PathLookup
    ) {
        for reference in chosen(references.paths, place: \.place) {
            // Blocks of code are mostly output, which lists what is not meant.
            let weight = reference.place == .codeBlock ? 0.5 : 1
            for (file, certainty) in lookup.files(endingAs: reference.path) {
                let line = reference.line.map { " at line \($0)" } ?? ""
                table.raise(
                    .named, of: file, to: certainty * weight, because: "the issue names it\(line)",
                    at: reference.line)
            }
        }
    }

    private static func addModules(
        _ references: CodeReferences, to table: inout SignalTable, _ lookup: inout PathLookup
    ) {
        for symbol in chosen(references.symbols, place: \.place) {
            let parts = symbol.parts
            guard parts.count > 1 else { continue }
            let weight = Self.weight(of: symbol.place)
            for (file, certainty) in lookup.files(ofModule: parts) {
                table.raise(
                    .named, of: file, to: certainty * weight,
                    because: "it is the module of '\(symbol.name)'")
            }
        }
    }

    /// Those that are not of a stack trace, by their places.
    private static func chosen<R>(_ references: [R], place: (R) -> ReferencePlace) -> [R] {
        let told = references.filter { place($0) != .trace }
        if told.count <= most { return told }
        return told.enumerated().sorted { (place($0.element), $0.offset) < (place($1.element), $1.offset) }
            .prefix(most).map(\.element)
    }

    /// The innermost frame that lies in the repository counts most.
    private static func addFrames(
        _ references: CodeReferences, to table: inout SignalTable, _ lookup: inout PathLookup
    ) {
        var seen: Set<Int> = []
        var weight = 1.0
        for frame in references.frames.sorted(by: { $0.distance < $1.distance }).prefix(most) {
            guard let path = frame.path else { continue }
            let found = lookup.files(endingAs: path).filter { $0.certainty >= 0.5 }
            guard let first = found.first else { continue }
            guard seen.insert(first.file).inserted else {
                // The file has been told of; this place in it has not.
                for (file, certainty) in found {
                    if let line = frame.line { table.point(to: line, of: file, certainty * weight) }
                }
                continue
            }
            let place = frame.function.map { " in '\($0)'" } ?? ""
            for (file, certainty) in found {
                table.raise(
                    .trace, of: file, to: certainty * weight,
                    because: "a stack trace goes through it\(place)", at: frame.line)
            }
            weight *= 0.75
        }
    }

    private static func addDefinitions(
        _ references: CodeReferences, to table: inout SignalTable, _ corpus: Corpus,
        _ index: borrowing ContextIndex
    ) throws(DatabaseError) {
        var names: [String: Double] = [:]
        for symbol in references.symbols {
            let parts = symbol.parts
            let weight = weight(of: symbol.place)
            for (position, part) in parts.enumerated() {
                // The last part is meant; those before it say where it is.
                let share = position == parts.count - 1 ? weight : weight * 0.7
                names[part] = max(names[part] ?? 0, share)
            }
        }
        for frame in references.frames {
            guard
                let name = frame.function?.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "_" }
                ).last
            else { continue }
            names[String(name)] = max(names[String(name)] ?? 0, 0.5 / Double(1 + frame.distance))
        }
        let query = try index.database.prepare("SELECT list FROM posting WHERE term = ?1")
        let chosen = names.filter { $0.key.utf8.count > 2 }
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(most)
        for (name, weight) in chosen.sorted(by: { $0.key < $1.key }) {
            var found: [Int] = []
            try query.bind(1, Int64(bitPattern: Term(definition: name).hash))
            while try query.step() {
                query.withBytes(0) { list in
                    PostingList.forEach(list) { blob, _ in corpus.forEachFile(of: blob) { found.append($0) } }
                }
            }
            guard !found.isEmpty, found.count <= mostDefinitions else { continue }
            let sources = found.filter { corpus.kind($0) == .source }.count
            let share = weight / Double(max(sources, 1))
            for file in found { table.add(.defines, of: file, share, because: "it defines '\(name)'") }
        }
        table.normalize(.defines, ceiling: 1)
    }

    private static func weight(of place: ReferencePlace) -> Double {
        switch place {
        case .trace: 0.5
        case .title: 1
        case .inlineCode: 0.8
        case .prose: 0.6
        case .codeBlock: 0.3
        }
    }
}
