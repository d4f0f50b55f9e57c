import AI
import Engine
import JSON
import Platform

/// Answers of models in the user's cache folder, so that the same question is paid once: by any process, for a
/// day. Only with `autowrk.replyCache`.
struct ReplyFiles: Sendable {
    /// The folder; it is made with the first answer.
    let folder: String
    let time: TimeSource

    /// So many are kept; the oldest go first.
    private static let limit = 500
    /// In milliseconds.
    private static let lifetime: Int64 = 86_400_000

    /// For a router.
    var store: ReplyStore {
        ReplyStore(lookup: { key in lookup(key) }, store: { key, reply in store(reply, under: key) })
    }

    private func path(of key: String) -> String {
        "\(folder)/\(SHA256.hexadecimal(of: Array(key.utf8))).json"
    }

    private func lookup(_ key: String) -> Reply? {
        guard let bytes = try? Files.read(path(of: key)), let json = try? JSON(parsing: bytes),
            let at = json["at"]?.integerValue, time.now().milliseconds - at < Self.lifetime
        else { return nil }
        return json["reply"].flatMap { Reply($0) }
    }

    /// A cache that can't be written is none.
    private func store(_ reply: Reply, under key: String) {
        let entry: JSON = ["at": .integer(time.now().milliseconds), "reply": reply.json]
        try? Files.createDirectories(above: folder)
        try? Files.createPrivateDirectory(folder)
        try? Files.writeAtomically(Array(entry.canonical.utf8), to: path(of: key), durable: false)
        prune()
    }

    private func prune() {
        guard let names = try? Files.list(folder), names.count > Self.limit else { return }
        let ages = names.compactMap { name in
            (try? Files.status(of: "\(folder)/\(name)")).map { (name, $0.modifiedNanoseconds) }
        }
        for (name, _) in ages.sorted(by: { $0.1 < $1.1 }).dropLast(Self.limit) {
            try? Files.remove("\(folder)/\(name)")
        }
    }
}
