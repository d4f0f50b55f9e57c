import CCurl
import Platform
import Synchronization

/// One exchange under way.
///
/// Once it is handed to the loop only the loop's thread touches it, but for ``isCancelled``.
final class Transfer: @unchecked Sendable {
    /// libcurl's handle.
    let handle: UnsafeMutableRawPointer
    /// Told once what has come of it.
    var end: @Sendable (Result<HTTPResponse, HTTPError>) -> Void = { _ in }
    /// The caller has had enough.
    let isCancelled = Atomic(false)
    /// Since anything came.
    private(set) var silence = Stopwatch()
    let silenceLimit: Duration

    private var list: UnsafeMutablePointer<curl_slist>?
    private let server: String
    private let sink: ResponseSink?
    private let largestBody: Int
    private var response = HTTPResponse(status: 0)
    private var isHeadGiven = false
    /// Why we have ended it ourselves.
    private var verdict: HTTPError?

    /// - Throws: for an address that is none.
    init(
        _ request: HTTPRequest, _ configuration: HTTPClient.Configuration, sink: ResponseSink?
    ) throws(HTTPError) {
        guard let handle = autowrk_curl_easy_init() else {
            throw HTTPError(.library, "libcurl has no memory left")
        }
        self.handle = handle
        self.sink = sink
        largestBody = configuration.largestBody
        silenceLimit = request.silenceLimit
        server = Self.server(of: request.url)
        let scheme = request.url.prefix { $0 != ":" }.lowercased()
        guard scheme == "http" || scheme == "https", !server.isEmpty, !request.url.utf8.contains(0) else {
            throw HTTPError(.request, "the address is none of 'http' or 'https'")
        }
        set(CURLOPT_URL, request.url)
        set(CURLOPT_CUSTOMREQUEST, request.method)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_USERAGENT, configuration.userAgent)
        if let proxy = configuration.proxy { set(CURLOPT_PROXY, proxy) }
        if let certificates = configuration.certificates { set(CURLOPT_CAINFO, certificates) }
        autowrk_curl_set_long(handle, CURLOPT_NOSIGNAL, 1)
        autowrk_curl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, configuration.connectLimit.wholeMilliseconds)
        autowrk_curl_set_long(handle, CURLOPT_TIMEOUT_MS, request.timeLimit.wholeMilliseconds)
        // A thousand conversations at once have a buffer each; most bodies fit into the smallest one.
        autowrk_curl_set_long(handle, CURLOPT_UPLOAD_BUFFERSIZE, 16 << 10)
        // Waiting for a connection to be shared would hold up requests that could have one of their own.
        autowrk_curl_set_long(handle, CURLOPT_PIPEWAIT, 0)
        try setFields(request.fields)
        if let body = request.body {
            autowrk_curl_set_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
            _ = body.withUnsafeBytes {
                autowrk_curl_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, $0.baseAddress)
            }
        }
        let context = Unmanaged.passUnretained(self).toOpaque()
        autowrk_curl_set_pointer(handle, CURLOPT_PRIVATE, context)
        autowrk_curl_set_pointer(handle, CURLOPT_HEADERDATA, context)
        autowrk_curl_set_pointer(handle, CURLOPT_WRITEDATA, context)
        autowrk_curl_set_data(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            Transfer.of(context)?.take(header: UnsafeRawBufferPointer(start: bytes, count: size * count))
            return size * count
        }
        autowrk_curl_set_data(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            let buffer = UnsafeRawBufferPointer(start: bytes, count: size * count)
            return Transfer.of(context)?.take(body: buffer) == true ? size * count : 0
        }
    }

    deinit {
        autowrk_curl_easy_cleanup(handle)
        autowrk_curl_slist_free_all(list)
    }

    /// The transfer of a handle.
    static func of(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Makes the response of what came.
    func finish(_ code: CURLcode) {
        if code == CURLE_OK {
            giveHead()
            end(.success(response))
        } else {
            end(.failure(verdict ?? error(of: code)))
        }
    }

    /// Ends it without a response.
    func finish(_ error: HTTPError) { end(.failure(error)) }

    /// The error of one that nobody wants any more.
    var cancellation: HTTPError { HTTPError(.cancelled, "the request to '\(server)' was cancelled") }

    /// The error of one that has been silent for too long.
    var silenceError: HTTPError {
        HTTPError(.timeout, "'\(server)' has said nothing for \(silenceLimit.text)")
    }

    private func take(header bytes: UnsafeRawBufferPointer) {
        silence = Stopwatch()
        let line = String(decoding: bytes, as: UTF8.self)
        // Each response begins anew, interim ones and those of a proxy among them.
        if line.hasPrefix("HTTP/") {
            response = HTTPResponse(
                status: line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0)
            return
        }
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return }
        let value = parts[1].drop(while: \.isWhitespace)
        let end = value.lastIndex { !$0.isWhitespace }.map { value.index(after: $0) } ?? value.startIndex
        response.fields.append(name: String(parts[0]), value: String(value[..<end]))
    }

    private func take(body bytes: UnsafeRawBufferPointer) -> Bool {
        silence = Stopwatch()
        giveHead()
        if let sink, response.isSuccess {
            if isCancelled.load(ordering: .relaxed) || !sink.bytes(Array(bytes)) {
                verdict = cancellation
                return false
            }
            return true
        }
        guard response.body.count + bytes.count <= largestBody else {
            verdict = HTTPError(
                .tooLarge, "the response of '\(server)' has more than \(largestBody >> 20) MiB")
            return false
        }
        response.body += bytes
        return true
    }

    private func giveHead() {
        guard !isHeadGiven else { return }
        isHeadGiven = true
        if response.isSuccess { sink?.head(response) }
    }

    private func set(_ option: CURLoption, _ text: String) { autowrk_curl_set_text(handle, option, text) }

    private func setFields(_ fields: HTTPFields) throws(HTTPError) {
        // Asking for leave to send the body costs a round trip.
        var lines = ["Expect:"]
        for field in fields.fields {
            guard !(field.name + field.value).utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F })
            else {
                throw HTTPError(.request, "field '\(field.name)' holds a control character")
            }
            // By the semicolon libcurl knows a field without a value (CURLOPT_HTTPHEADER(3)).
            lines.append(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
        }
        for line in lines { list = autowrk_curl_slist_append(list, line) }
        autowrk_curl_set_pointer(handle, CURLOPT_HTTPHEADER, list)
    }

    /// Host and port of an address: all that errors say of it.
    private static func server(of url: String) -> String {
        let rest = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        return String(authority.split(separator: "@").last ?? authority)
    }

    private func error(of code: CURLcode) -> HTTPError {
        let reason = String(cString: autowrk_curl_easy_strerror(code)).lowercasedStart
        switch code {
        case CURLE_URL_MALFORMAT, CURLE_BAD_FUNCTION_ARGUMENT:
            return HTTPError(.request, "the address of '\(server)' can't be asked: \(reason)")
        // So libcurl calls bytes that are no response, which might be of HTTP/0.9.
        case CURLE_UNSUPPORTED_PROTOCOL:
            return HTTPError(.broken, "what '\(server)' says is not HTTP")
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT:
            return HTTPError(.connection, "cannot reach '\(server)': \(reason)")
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_CERTPROBLEM, CURLE_SSL_ISSUER_ERROR:
            return HTTPError(.trust, "cannot trust '\(server)': \(reason)")
        case CURLE_OPERATION_TIMEDOUT:
            return HTTPError(.timeout, "'\(server)' took too long: \(reason)")
        case CURLE_OUT_OF_MEMORY, CURLE_FAILED_INIT:
            return HTTPError(.library, "libcurl failed: \(reason)")
        default:
            return HTTPError(.broken, "the connection to '\(server)' broke: \(reason)")
        }
    }
}

extension Duration {
    /// As libcurl counts it; at least one, as none would be no limit.
    fileprivate var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        return max(1, Int(clamping: seconds) &* 1000 &+ Int(attoseconds / 1_000_000_000_000_000))
    }

    /// In seconds, as people read it.
    fileprivate var text: String {
        let milliseconds = wholeMilliseconds
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
    }
}

extension String {
    /// With a small letter at the start, as errors are written here.
    fileprivate var lowercasedStart: String { prefix(1).lowercased() + dropFirst() }
}
