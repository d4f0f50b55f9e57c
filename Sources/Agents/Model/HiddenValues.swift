import Git

/// What a model does not get to see of a file, and must not put stars in place of.
struct HiddenValues {
    /// What stands in place of a value.
    static let stars = "***"

    private let mask: AgentMask

    init(_ mask: AgentMask) { self.mask = mask }

    /// A text of a file, which says so where values in it will be hidden.
    func remarked(_ text: String) -> String {
        guard mask.apply(to: text) != text else { return text }
        return text
            + "\n[values that look secret are shown as \(Self.stars); they stay as they are in the file]"
    }

    /// Refuses a change that would write the stars for good.
    func check(
        _ path: String, from start: AgentTree, to tree: AgentTree, in repository: borrowing Repository
    ) throws(ToolError) {
        guard let new = Self.text(path, tree, repository), let old = Self.text(path, start, repository),
            Self.count(new) > Self.count(old), mask.apply(to: old) != old
        else { return }
        throw ToolError(
            "'\(path)' has values that are hidden from you, and your text would put \(Self.stars) in their place: change the lines around them with 'edit_file'"
        )
    }

    private static func text(
        _ path: String, _ tree: AgentTree, _ repository: borrowing Repository
    ) -> String? {
        (try? tree.read(path, in: repository)).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func count(_ text: String) -> Int { text.ranges(of: stars).count }
}
