import CCurl

/// What is said of a transfer without a response.
extension Transfer {
    /// Whether the server is this machine itself.
    var isLoopback: Bool {
        let host = host.lowercased()
        return host == "localhost" || host == "localhost." || host == "[::1]"
            || host.hasPrefix("127.") && host.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") }
    }

    /// The error of one that nobody wants any more.
    var cancellation: HTTPError {
        HTTPError(.cancelled, "the request to '\(server)' was cancelled", wasSent: wasSent)
    }

    /// The error of one that has been silent for too long.
    var silenceError: HTTPError {
        HTTPError(.timeout, "'\(server)' has said nothing for \(silenceLimit.text)", wasSent: wasSent)
    }

    /// What a code of libcurl means.
    func error(of code: CURLcode) -> HTTPError {
        let reason = String(cString: autowrk_curl_easy_strerror(code)).withSmallStart
        let (wasSent, status) = (wasSent, number(CURLINFO_HTTP_CONNECTCODE))
        if status != 0, !(200..<300).contains(status) {
            return HTTPError(
                .connection, "cannot reach '\(server)'\(way): the proxy refused the way, status \(status)")
        }
        switch code {
        case CURLE_URL_MALFORMAT, CURLE_BAD_FUNCTION_ARGUMENT:
            return HTTPError(.request, "the address of '\(server)' can't be asked: \(reason)")
        // So libcurl calls bytes that are no response, which might be of HTTP/0.9.
        case CURLE_UNSUPPORTED_PROTOCOL:
            return HTTPError(.broken, "what '\(server)' says\(way) is not HTTP", wasSent: wasSent)
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT:
            return HTTPError(.connection, "cannot reach '\(server)'\(way): \(reason)")
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_CERTPROBLEM, CURLE_SSL_ISSUER_ERROR:
            return HTTPError(.trust, "cannot trust '\(server)'\(way): \(reason)")
        case CURLE_OPERATION_TIMEDOUT where !wasSent:
            return HTTPError(.connection, "cannot reach '\(server)'\(way): \(reason)")
        case CURLE_OPERATION_TIMEDOUT:
            return HTTPError(.timeout, "'\(server)' took too long: \(reason)", wasSent: true)
        case CURLE_OUT_OF_MEMORY, CURLE_FAILED_INIT:
            return HTTPError(.library, "libcurl failed: \(reason)", wasSent: wasSent)
        default:
            return HTTPError(
                .broken, "the connection to '\(server)'\(way) broke: \(reason)", wasSent: wasSent)
        }
    }

    private var host: Substring {
        server.hasPrefix("[")
            ? server.prefix(through: server.firstIndex(of: "]") ?? server.startIndex)
            : server.prefix { $0 != ":" }
    }

    /// Whether anything of the request has gone out to the server; what a proxy was asked for the way does not count.
    private var wasSent: Bool {
        let status = number(CURLINFO_HTTP_CONNECTCODE)
        return number(CURLINFO_REQUEST_SIZE) > 0 && (status == 0 || (200..<300).contains(status))
    }

    /// Names the proxy, where there is one; empty otherwise. libcurl knows best which it has taken from the
    /// environment: it says whom it has, or could not be, connected with, and that is the server or else a proxy.
    private var way: String {
        guard let peer = connected ?? refused, peer.port != port || peer.isProxy else { return "" }
        return " by way of the proxy '\(peer.name)'"
    }

    private struct Peer {
        var name: String
        var port: Int
        var isProxy = false
    }

    private var connected: Peer? {
        var text: UnsafePointer<CChar>?
        autowrk_curl_get_text(handle, CURLINFO_PRIMARY_IP, &text)
        guard let text, text.pointee != 0 else { return nil }
        let (address, port) = (String(cString: text), number(CURLINFO_PRIMARY_PORT))
        return Peer(name: address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)", port: port)
    }

    /// As in `Failed to connect to proxy.example port 3128 after 2 ms` and `Could not resolve proxy: proxy.example`.
    private var refused: Peer? {
        let words = String(cString: errorBuffer).split(separator: " ").map(String.init)
        if words.starts(with: ["Could", "not", "resolve", "proxy:"]), words.count == 5 {
            return Peer(name: words[4], port: 0, isProxy: true)
        }
        guard words.count > 6, words.starts(with: ["Failed", "to", "connect", "to"]), words[5] == "port",
            let port = Int(words[6])
        else { return nil }
        return Peer(
            name: "\(words[4]):\(port)", port: port, isProxy: words[4].lowercased() != host.lowercased())
    }

    private var port: Int {
        let port = server.dropFirst(host.count).drop { $0 == ":" }
        return Int(port) ?? (isSecure ? 443 : 80)
    }

    private func number(_ info: CURLINFO) -> Int {
        var number = 0
        autowrk_curl_get_long(handle, info, &number)
        return number
    }
}

extension String {
    /// With a small letter at the start, as errors are written here; an initialism stays one.
    var withSmallStart: String {
        dropFirst().first?.isUppercase == true ? self : prefix(1).lowercased() + dropFirst()
    }
}
