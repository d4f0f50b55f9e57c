/// A place where a pattern was found, with what its groups hold.
public struct Match: Sendable, Equatable {
    /// Where it stands, in the bytes of the text that was searched.
    public let range: Range<Int>
    /// Where each group stands, the whole match first; nil for a group that took no part.
    public let groups: [Range<Int>?]

    private let subject: [UInt8]
    private let code: CompiledCode

    init(_ groups: [Range<Int>?], in subject: [UInt8], _ code: CompiledCode) {
        (range, self.groups) = ((groups.first ?? nil) ?? 0..<0, groups)
        (self.subject, self.code) = (subject, code)
    }

    /// What was found, as text.
    public var text: String { text(in: range) }

    /// What the group of this number holds; nil when it took no part or there is none.
    public subscript(group: Int) -> String? {
        guard groups.indices.contains(group), let range = groups[group] else { return nil }
        return text(in: range)
    }

    /// What the group of this name holds, of several with the name the first that took part; nil when none did.
    public subscript(name: String) -> String? { range(of: name).map { text(in: $0) } }

    /// Where the group of this name stands; nil as for the text.
    public func range(of name: String) -> Range<Int>? {
        code.names.lazy.filter { $0.name == name }.compactMap { groups[$0.number] }.first
    }

    private func text(in range: Range<Int>) -> String { String(decoding: subject[range], as: UTF8.self) }

    /// Whether both are at the same place of the same text.
    public static func == (left: Match, right: Match) -> Bool {
        left.groups == right.groups && left.subject == right.subject
    }
}
