/// How the events of a stream become a summary, which the query cache keeps.
///
/// A layer above says what a stream means; the journal knows only whose summary has to be folded anew, and
/// keeps what comes out. Summaries are never the truth: they go with the cache.
public struct Projection: Sendable {
    /// Tells projections of one journal apart.
    public let name: String
    /// To be raised when ``fold`` changes: summaries of another version are thrown away.
    public let version: Int
    /// How the names of the streams begin that have a summary, as in `run/`.
    public let streamPrefix: String
    /// Makes the summary of a stream from all of its events, in their order; nil for none. It must follow
    /// from the events alone.
    public let fold: @Sendable (StreamName, [Event]) -> Summary?

    /// A projection of all streams whose names begin with `streamPrefix`.
    public init(
        name: String, version: Int, streamPrefix: String,
        fold: @escaping @Sendable (StreamName, [Event]) -> Summary?
    ) {
        (self.name, self.version, self.streamPrefix, self.fold) = (name, version, streamPrefix, fold)
    }
}

/// What a projection keeps of one stream; both parts are opaque to the journal.
public struct Summary: Hashable, Sendable {
    /// A word that summaries are selected by, as in `running`.
    public var state: String
    /// All else, in a form of the projection's own. One of up to 800 bytes is the quickest to read.
    public var text: String

    /// A summary to keep.
    public init(state: String = "", text: String) { (self.state, self.text) = (state, text) }
}

/// A stream with its summary.
public struct StreamSummary: Hashable, Sendable {
    /// The stream.
    public let stream: StreamName
    /// Its first event, which tells when it began.
    public let first: EventID
    /// Its newest event.
    public let newest: EventID
    /// What the projection has made of its events.
    public let summary: Summary
}
