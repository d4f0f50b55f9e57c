import Platform

extension RunSummary {
    /// The summary as one text; the form is the query cache's own and may change at any time.
    ///
    /// Fields between tabs, then a line a step: ten thousand of them are read in a few milliseconds.
    public var text: String {
        let fields = [
            workflow, status.rawValue, actor, String(startedAt.milliseconds),
            endedAt.map { String($0.milliseconds) } ?? "", due.map { String($0.milliseconds) } ?? "", owner,
            hasRequests ? "1" : "", group ?? "", parent?.description ?? "", listensTo.joined(separator: " "),
            reason ?? "",
        ]
        let lines = steps.map { step in
            "\(step.id)\t\(step.status)\t\(step.milliseconds.map { String($0) } ?? "")\t\(step.attempts)"
        }
        return ([fields.map(Self.plain).joined(separator: "\t")] + lines).joined(separator: "\n")
    }

    /// Reads a summary from its text; nil for anything else.
    public init?(_ id: RunID, text: String) {
        var text = text
        guard let summary = text.withUTF8({ Self(id, bytes: $0) }) else { return nil }
        self = summary
    }

    /// Bytes, because a hundred thousand steps are parted ten times as fast by them as by characters.
    private init?(_ id: RunID, bytes: UnsafeBufferPointer<UInt8>) {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let fields = Array(Fields(rest: lines[0]))
        guard fields.count == 12, let status = RunStatus(rawValue: fields[1]), let start = Int64(fields[3])
        else { return nil }
        func time(_ text: String) -> Timestamp? { Int64(text).map { Timestamp(milliseconds: $0) } }
        func present(_ field: String) -> String? { field.isEmpty ? nil : field }
        self.init(
            id: id, workflow: fields[0], status: status, reason: present(fields[11]),
            group: present(fields[8]),
            parent: RunID(fields[9]), actor: fields[2], startedAt: Timestamp(milliseconds: start),
            endedAt: time(fields[4]), due: time(fields[5]),
            listensTo: fields[10].split(separator: " ").map { String($0) }, hasRequests: fields[7] == "1",
            owner: fields[6], steps: lines.dropFirst().compactMap { Step(Fields(rest: $0)) })
    }

    /// A text without what parts fields and lines.
    private static func plain(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x09 || $0 == 0x0A }) else { return text }
        return String(decoding: text.utf8.map { $0 == 0x09 || $0 == 0x0A ? 0x20 : $0 }, as: UTF8.self)
    }
}

extension RunSummary.Step {
    fileprivate init?(_ fields: Fields) {
        var fields = fields
        guard let id = fields.next(), let status = fields.next(), let milliseconds = fields.next(),
            let attempts = fields.next().flatMap({ Int($0) }), fields.next() == nil
        else { return nil }
        self.init(id: id, status: status, milliseconds: Int64(milliseconds), attempts: attempts)
    }
}

/// What stands between the tabs of a line.
private struct Fields: Sequence, IteratorProtocol {
    /// Nil behind the last field, which may be empty.
    var rest: Slice<UnsafeBufferPointer<UInt8>>?

    mutating func next() -> String? {
        guard let line = rest else { return nil }
        let end = line.firstIndex(of: 0x09)
        rest = end.map { line[($0 + 1)...] }
        return String(decoding: line[..<(end ?? line.endIndex)], as: UTF8.self)
    }
}
