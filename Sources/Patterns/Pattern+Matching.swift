extension Pattern {
    /// Whether it is found anywhere in a text.
    ///
    /// - Throws: ``PatternError/Kind/limit`` when that took too much work.
    public func matches(_ text: String) throws(PatternError) -> Bool {
        try firstMatch(in: Array(text.utf8)) != nil
    }

    /// Whether it is found anywhere in bytes.
    ///
    /// - Throws: ``PatternError/Kind/limit`` when that took too much work.
    public func matches(_ bytes: [UInt8]) throws(PatternError) -> Bool {
        try firstMatch(in: bytes) != nil
    }

    /// The first place in a text where it is found.
    ///
    /// - Throws: ``PatternError/Kind/limit`` when that took too much work.
    public func firstMatch(in text: String) throws(PatternError) -> Match? {
        try firstMatch(in: Array(text.utf8))
    }

    /// The first place in bytes where it is found.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8; what is not matches nothing.
    ///   - start: where to begin; what stands before it is still seen by `\b`, `^` and the like.
    /// - Throws: ``PatternError/Kind/limit`` when that took too much work.
    public func firstMatch(in bytes: [UInt8], from start: Int = 0) throws(PatternError) -> Match? {
        var search = Search(self, bytes, from: start)
        return try search.next()
    }

    /// All places in a text where it is found, none of which overlap.
    ///
    /// - Parameters:
    ///   - text: where to look.
    ///   - limit: how many to return at most.
    /// - Throws: ``PatternError/Kind/limit`` when that took too much work.
    public func matches(in text: String, limit: Int = .max) throws(PatternError) -> [Match] {
        try matches(in: Array(text.utf8), limit: limit)
    }

    /// All places in bytes where it is found, none of which overlap.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8; what is not matches nothing.
    ///   - limit: how many to return at most.
    /// - Throws: ``PatternError/Kind/limit`` when that took too much work.
    public func matches(in bytes: [UInt8], limit: Int = .max) throws(PatternError) -> [Match] {
        var search = Search(self, bytes, from: 0)
        var matches: [Match] = []
        while matches.count < limit, let match = try search.next() { matches.append(match) }
        return matches
    }
}
