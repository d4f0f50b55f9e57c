/// Reads YAML text as nodes that know their position.
///
/// libyaml does the grammar. What it sees differently from YAML 1.2 is put right here where a workflow's
/// author may meet it: scalars are resolved by the core schema (`on` and `yes` are texts), comments need a
/// space before the `#`, texts and flow collections that go over several lines keep their indentation.
public enum YAML {
    /// Reads the documents of a stream; none for an empty one.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8, with or without a byte order mark.
    ///   - limits: what is too much.
    /// - Throws: for what is no YAML, for a key that stands twice in a mapping, for an alias without its
    ///   anchor or within it, and beyond the limits.
    public static func parse(_ bytes: [UInt8], limits: Limits = Limits()) throws(YAMLError) -> [Document] {
        var duplicates: [YAMLError] = []
        let documents = try parse(SourceText(bytes, limits: limits), limits: limits, duplicates: &duplicates)
        if let first = duplicates.first { throw first }
        return documents
    }

    /// Reads the documents of a text and goes on behind keys that stand twice: the first value stays.
    ///
    /// - Parameters:
    ///   - source: the text.
    ///   - limits: what is too much.
    ///   - duplicates: gets an error for each key that stands a second time.
    public static func parse(
        _ source: SourceText, limits: Limits = Limits(), duplicates: inout [YAMLError]
    ) throws(YAMLError) -> [Document] {
        var composer = Composer(source, limits: limits)
        let documents = try composer.documents()
        duplicates += composer.duplicates
        return documents
    }

    /// What a text may hold, against those who feed on memory and time.
    public struct Limits: Sendable, Equatable {
        /// Of the whole text.
        public var bytes: Int
        /// Nodes, where an alias counts as all that it stands for.
        public var nodes: Int
        /// Collections within each other, through aliases, too.
        public var depth: Int

        /// These limits; without arguments far more than a workflow needs.
        public init(bytes: Int = 1 << 20, nodes: Int = 100_000, depth: Int = 100) {
            (self.bytes, self.nodes, self.depth) = (bytes, nodes, depth)
        }
    }
}
