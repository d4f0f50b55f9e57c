/// What the index keeps of a content beside its words.
struct BlobFacts: Equatable, Sendable {
    /// How many words stand in it.
    var words = 0
    /// How many of these stand in comments.
    var commentWords = 0
    /// How many names it defines.
    var definitions = 0
    /// Its size in bytes.
    var bytes = 0
    /// Whether its content says that nobody reads it: binary, minified, written by a program, or too large.
    var isUnread = false
}
