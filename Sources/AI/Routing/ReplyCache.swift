/// Answers by the request that they were given to, within bounds.
///
/// | an entry | lookup | store, same key | store, another key |
/// | --- | --- | --- | --- |
/// | none | nothing | kept, if it fits | |
/// | young | found, and the last to go | replaced | gone, if it is the longest unused and room is needed |
/// | old | gone, nothing | replaced | the same |
public struct ReplyCache: Sendable {
    private struct Entry: Sendable {
        let reply: Reply
        let bytes: Int
        let storedAt: Duration
        var lastUse: Int
    }

    private let maximumEntries: Int
    private let maximumBytes: Int
    private let maximumAge: Duration
    private var entries: [String: Entry] = [:]
    private var bytes = 0
    private var uses = 0

    /// An empty one.
    public init(entries: Int = 500, bytes: Int = 16 << 20, age: Duration = .seconds(24 * 3600)) {
        (maximumEntries, maximumBytes, maximumAge) = (entries, bytes, age)
    }

    /// How many answers it holds.
    public var count: Int { entries.count }

    /// The answer that is kept for this key.
    public mutating func lookup(_ key: String, at now: Duration) -> Reply? {
        guard let entry = entries[key] else { return nil }
        guard now - entry.storedAt < maximumAge else {
            remove(key)
            return nil
        }
        uses += 1
        entries[key]?.lastUse = uses
        return entry.reply
    }

    /// Keeps an answer; one that is too large for the whole cache is not kept.
    public mutating func store(_ reply: Reply, for key: String, at now: Duration) {
        remove(key)
        let size = key.utf8.count + reply.message.parts.reduce(0) { $0 + $1.size }
        guard size <= maximumBytes, maximumEntries > 0 else { return }
        while entries.count >= maximumEntries || bytes + size > maximumBytes,
            let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse })
        {
            remove(oldest.key)
        }
        uses += 1
        entries[key] = Entry(reply: reply, bytes: size, storedAt: now, lastUse: uses)
        bytes += size
    }

    private mutating func remove(_ key: String) { bytes -= entries.removeValue(forKey: key)?.bytes ?? 0 }
}
