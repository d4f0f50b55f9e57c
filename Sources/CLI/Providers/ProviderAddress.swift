/// Where a provider is: an address whose scheme is in small letters, without a slash at its end.
struct ProviderAddress: Sendable, Equatable {
    let text: String

    /// Why an address is refused. It is not repeated, as there may be a password in it.
    struct Fault: Error { let reason: String }

    /// An address; without a scheme it is one of `http`.
    init(_ text: String) throws(Fault) {
        var address = text.contains("://") ? text : "http://" + text
        while address.hasSuffix("/") { address.removeLast() }
        let parts = address.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        let scheme = parts[0].lowercased()
        guard ["http:", "https:"].contains(scheme), parts.count > 2, !parts[2].contains("@") else {
            throw Fault(reason: "must begin with http:// or https://, without a password")
        }
        guard !parts[2].isEmpty, !parts[2].hasPrefix(":") else { throw Fault(reason: "names no host") }
        // What stands behind a question mark would stand before the path of each request.
        guard
            !address.utf8.contains(where: {
                $0 <= 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#")
            })
        else { throw Fault(reason: "must have neither a question mark, a number sign nor white space") }
        self.text = scheme + address.dropFirst(scheme.count)
    }

    /// What `OLLAMA_HOST` says: without a scheme the port is Ollama's own, without a host it is this machine's,
    /// and so is the one that a server listens on to be reached from anywhere.
    init(ollamaHost text: String) throws(Fault) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let hasScheme = text.contains("://")
        var authority = hasScheme ? (parts.count > 2 ? String(parts[2]) : "") : String(parts.first ?? "")
        let path = parts.dropFirst(hasScheme ? 3 : 1).map { "/" + $0 }.joined()
        var port = hasScheme ? "" : ":11434"
        // A colon within brackets is the address's own.
        let end = authority.lastIndex(of: "]") ?? authority.startIndex
        if let colon = authority[end...].lastIndex(of: ":") {
            if colon != authority.index(before: authority.endIndex) { port = String(authority[colon...]) }
            authority = String(authority[..<colon])
        }
        if ["", "0.0.0.0", "[::]"].contains(authority) { authority = "127.0.0.1" }
        try self.init((hasScheme ? parts[0] + "//" : "http://") + authority + port + path)
    }

    /// The host and its port.
    var place: String { String(text.split(separator: "/").dropFirst().first ?? "") }

    /// Whether it is on this machine, where nobody asks for a key and nobody listens.
    var isLocal: Bool {
        let place = place.lowercased()
        if place == "[::1]" || place.hasPrefix("[::1]:") { return true }
        let host = place.split(separator: ":").first ?? ""
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return host == "localhost" || host == "0.0.0.0"
            || numbers.count == 4 && numbers[0] == 127 && !numbers.contains(nil)
    }

    /// Whether whoever stands between can read what is sent.
    var isOpen: Bool { text.hasPrefix("http://") && !isLocal }
}
