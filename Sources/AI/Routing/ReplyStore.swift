import JSON
import Synchronization

/// Where answers are kept for the next one who asks the same; the edge may keep them on disk.
///
/// The key is the canonical text of provider, place, model and request, which may be long: who keeps it elsewhere may
/// keep a digest of it.
public struct ReplyStore: Sendable {
    /// The answer to this key; nil for none.
    public var lookup: @Sendable (_ key: String) async -> Reply?
    /// Keeps an answer.
    public var store: @Sendable (_ key: String, Reply) async -> Void

    /// A store of these parts.
    public init(
        lookup: @escaping @Sendable (_ key: String) async -> Reply?,
        store: @escaping @Sendable (_ key: String, Reply) async -> Void
    ) {
        (self.lookup, self.store) = (lookup, store)
    }

    /// Keeps answers as long as the process lives.
    public static func memory(_ cache: ReplyCache, clock: RoutingClock) -> ReplyStore {
        let cache = SharedCache(cache)
        return ReplyStore(
            lookup: { key in cache.value.withLock { $0.lookup(key, at: clock.now()) } },
            store: { key, reply in cache.value.withLock { $0.store(reply, for: key, at: clock.now()) } })
    }

    /// What an answer is kept under.
    static func key(_ provider: Provider, _ request: ModelRequest) -> String {
        JSON.object([
            "provider": .string(provider.name), "place": .string(provider.place), "request": request.json,
        ]).canonical
    }
}

private final class SharedCache: Sendable {
    let value: Mutex<ReplyCache>

    init(_ cache: ReplyCache) { value = Mutex(cache) }
}
