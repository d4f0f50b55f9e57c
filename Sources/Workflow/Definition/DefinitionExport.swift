import YAML

/// Makes one file of a workflow and those that it starts.
public enum DefinitionExport {
    /// Why files can't be put together.
    public struct Failure: Error, Sendable, Equatable {
        /// In lower case, the subject in quotes.
        public let message: String
        /// What may help, one line each.
        public let hints: [String]

        init(_ message: String, hints: [String] = []) { (self.message, self.hints) = (message, hints) }
    }

    /// The text of a workflow with other workflows' texts below its key `workflows`.
    ///
    /// All texts stay as they are, comments included; the others are indented. A name that stands below
    /// `workflows` already is left out.
    ///
    /// - Parameters:
    ///   - text: the file's bytes.
    ///   - others: what is put into it, by the names that steps use, in the order in which they will stand.
    /// - Throws: when a text is none that can hold others or stand in another.
    public static func text(
        of text: [UInt8], including others: [(name: String, text: [UInt8])]
    ) throws(Failure) -> [UInt8] {
        let root = try root(of: text, "the workflow")
        let section = root["workflows"]
        let present = (section?.members ?? []).compactMap { $0.key.scalar?.text }
        let added = others.filter { !present.contains($0.name) }
        guard !added.isEmpty else { return text }

        var lines = Lines(text)
        // Where the entries stand and how far they are indented.
        let (line, column): (Int, Int)
        if let first = section?.members?.first?.key.start, section?.start == first {
            (line, column) = (first.line - 1, first.column - 1)
        } else if section != nil {
            throw Failure(
                "'workflows' can't be added to where it stands",
                hints: ["write each of its entries on lines of its own"])
        } else {
            let indentation = String(repeating: " ", count: root.start.column - 1)
            lines.append(indentation + "workflows:")
            (line, column) = (lines.count, root.start.column + 1)
        }
        var entries: [[UInt8]] = []
        for other in added { entries += try entry(other.name, other.text, column: column) }
        lines.insert(entries, at: line)
        // Whoever wrote the texts may have found a form that is not foreseen here.
        guard (try? Self.root(of: lines.text, "the whole")) != nil else {
            throw Failure("the workflows don't go together in one file")
        }
        return lines.text
    }

    /// The text of a workflow that stands below `workflows`, as a file of its own with those beside it.
    ///
    /// It reads as the same definition, but is written anew: comments and places are not kept.
    ///
    /// - Parameters:
    ///   - name: of the workflow, below `workflows`.
    ///   - text: the file's bytes.
    /// - Throws: when the file has no such workflow.
    public static func text(ofNested name: String, in text: [UInt8]) throws(Failure) -> [UInt8] {
        let documents: [YAML.Document]
        do throws(YAMLError) { documents = try YAML.parse(text) } catch {
            throw Failure("the workflow is no YAML: \(error)")
        }
        guard
            let nested = documents.first?.root.members?.first(where: { $0.key.scalar?.text == "workflows" }),
            let entry = nested.value.members?.first(where: { $0.key.scalar?.text == name }),
            var members = entry.value.members
        else { throw Failure("the workflow holds no workflow '\(name)'") }
        if entry.value["name"] == nil {
            members.insert(YAML.Member(key: .text("name"), value: .text(name)), at: 0)
        }
        members.append(nested)
        let root = YAML.Node(.mapping(members), start: entry.value.start, end: entry.value.end)
        return Array((root.text + "\n").utf8)
    }

    private static func entry(_ name: String, _ text: [UInt8], column: Int) throws(Failure) -> [[UInt8]] {
        guard NameKind.workflow.allows(name) else { throw Failure("'\(name)' can't be a workflow's name") }
        let root = try root(of: text, "the workflow '\(name)'")
        guard root["workflows"] == nil else {
            throw Failure(
                "the workflow '\(name)' holds workflows of its own",
                hints: ["give each of them a file of its own"])
        }
        let outer = Array(String(repeating: " ", count: column).utf8)
        let inner = outer + [0x20, 0x20]
        // A number would be none of the names that steps use.
        var entry = [outer + Array("\"\(name)\":".utf8)]
        for line in Lines(text).withoutMarkers {
            entry.append(line.isEmpty || line == [0x0D] ? line : inner + line)
        }
        return entry
    }

    /// The one mapping of a text that is written as a block.
    private static func root(of text: [UInt8], _ title: String) throws(Failure) -> YAML.Node {
        let documents: [YAML.Document]
        do throws(YAMLError) { documents = try YAML.parse(text) } catch {
            throw Failure("\(title) is no YAML: \(error)")
        }
        guard documents.count == 1, let root = documents.first?.root, let first = root.members?.first,
            root.start == first.key.start
        else {
            throw Failure(
                "\(title) is not written as a block of keys", hints: ["write each key on a line of its own"])
        }
        return root
    }
}

/// A text by its lines, without their line feeds.
private struct Lines {
    private var lines: [[UInt8]]

    init(_ text: [UInt8]) {
        let text = text.starts(with: [0xEF, 0xBB, 0xBF]) ? text.dropFirst(3) : text[...]
        lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
        // What is behind the last line feed is no line.
        if lines.last == [] { lines.removeLast() }
        if let end = lines.lastIndex(where: { Self.isMarker($0, UInt8(ascii: ".")) }) {
            lines.remove(at: end)
        }
    }

    var count: Int { lines.count }

    var text: [UInt8] { lines.flatMap { $0 + [0x0A] } }

    /// The lines without the `---` before the document and what stands before that.
    var withoutMarkers: [[UInt8]] {
        guard let marker = lines.firstIndex(where: { Self.isMarker($0, UInt8(ascii: "-")) }) else {
            return lines
        }
        return Array(lines[(marker + 1)...])
    }

    mutating func append(_ line: String) { lines.append(Array(line.utf8)) }

    mutating func insert(_ new: [[UInt8]], at index: Int) { lines.insert(contentsOf: new, at: index) }

    /// Whether a line is `---` or `...`, with nothing but space or a comment behind it.
    private static func isMarker(_ line: [UInt8], _ byte: UInt8) -> Bool {
        guard line.starts(with: [byte, byte, byte]) else { return false }
        let rest = line.dropFirst(3).drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        return rest.isEmpty || rest.first == UInt8(ascii: "#")
    }
}

extension YAML.Node {
    /// A text that stands nowhere yet.
    fileprivate static func text(_ text: String) -> YAML.Node {
        let place = SourcePosition(line: 1, column: 1)
        let scalar = YAML.Scalar(text: text, style: .doubleQuoted, value: .string(text), start: place)
        return YAML.Node(.scalar(scalar), start: place, end: place)
    }
}
