import Journal
import Platform
import TestSupport

/// Clones and the bare repositories that they meet at.
struct Network {
    let sandbox: Sandbox
    /// The repository that is `origin` unless a test says otherwise.
    let hub: String

    /// Something that goes on moving, or a clone that shows something else than the others.
    struct Unsettled: Error, CustomStringConvertible {
        let description: String
    }

    init() throws {
        sandbox = try Sandbox()
        // What a test writes need not outlive the machine, and needs no sample hooks.
        try sandbox.git("config", "--global", "core.fsync", "none")
        try sandbox.git("config", "--global", "init.templateDir", "")
        hub = try sandbox.bareRepository("hub.git")
        // A forced push would fail, whatever the client says.
        try sandbox.git("config", "receive.denyNonFastForwards", "true", in: hub)
    }

    /// An empty clone with these remotes.
    func peer(_ name: String, remotes: [String: String]? = nil) throws -> Peer {
        let peer = Peer(at: try sandbox.repository(name), in: sandbox)
        for (remote, url) in (remotes ?? ["origin": hub]).sorted(by: { $0.key < $1.key }) {
            try peer.git("remote", "add", remote, url)
        }
        return peer
    }

    func peers(_ names: String...) throws -> [Peer] { try names.map { try peer($0) } }

    /// A copy of a clone that takes itself for what it was copied from.
    func twin(of original: Peer, _ name: String) throws -> Peer {
        guard let replica = try original.replica,
            try sandbox.run(["cp", "-a", original.path, name]).status == 0
        else { throw Unsettled(description: "no copy of \(original.path)") }
        let twin = Peer(at: name, in: sandbox)
        let folder = "\(twin.path)/.git/autowrk"
        let status = try Files.status(of: folder)
        try sandbox.write("\(folder)/replica", "\(replica) \(status.inode) \(status.birthNanoseconds ?? 0)\n")
        guard try twin.replica == replica else { throw Unsettled(description: "\(name) was noticed") }
        return twin
    }

    /// Lets everybody sync with all of their remotes until nothing moves any more.
    ///
    /// - Returns: what all of them show then.
    @discardableResult
    static func settle(_ peers: [Peer], rounds: Int = 8) throws -> [String] {
        for _ in 0..<rounds {
            var isQuiet = true
            for peer in peers {
                for remote in try peer.git("remote").split(separator: "\n") {
                    let report = try peer.sync(String(remote))
                    guard report.refused.isEmpty else {
                        throw Unsettled(description: "\(peer.path): refused \(report.refused)")
                    }
                    if !report.changes.received.isEmpty || !report.sent.isEmpty { isQuiet = false }
                }
            }
            guard isQuiet else { continue }
            let exports = try peers.map { try $0.export() }
            for (peer, export) in zip(peers, exports) where export != exports[0] {
                throw Unsettled(
                    description: "\(peers[0].path):\n\(exports[0])\n\(peer.path):\n\(export)")
            }
            return exports[0]
        }
        throw Unsettled(description: "still moving after \(rounds) rounds")
    }
}
