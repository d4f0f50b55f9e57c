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
    /// Host and port: all that errors say of the address.
    let server: String
    /// What libcurl says of an error beside its code (CURLOPT_ERRORBUFFER(3)).
    let errorBuffer = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    /// Whether the way is encrypted.
    let isSecure: Bool
    private let sink: ResponseSink?
    private let time: TimeSource
    private let largestBody: Int
    private var response = HTTPResponse(status: 0)
    private var isHeadGiven = false
    /// Of the body, in bytes, handed on or kept.
    private var received = 0
    /// Why we have ended it ourselves.
    private var verdict: HTTPError?

    /// - Throws: for an address that is none.
    init(
        _ request: HTTPRequest, _ configuration: HTTPClient.Configuration, sink: ResponseSink?,
        time: TimeSource
    ) throws(HTTPError) {
        guard let handle = autowrk_curl_easy_init() else {
            errorBuffer.deallocate()
            throw HTTPError(.library, "libcurl has no memory left")
        }
        self.handle = handle
        (self.sink, self.time) = (sink, time)
        errorBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        largestBody = configuration.largestBody
        silenceLimit = request.silenceLimit
        server = Self.server(of: request.url)
        let scheme = request.url.prefix { $0 != ":" }.lowercased()
        isSecure = scheme == "https"
        guard scheme == "http" || scheme == "https", !server.isEmpty, !request.url.utf8.contains(0) else {
            throw HTTPError(.request, "the address is none of 'http' or 'https'")
        }
        set(CURLOPT_URL, request.url)
        set(CURLOPT_CUSTOMREQUEST, request.method)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_USERAGENT, configuration.userAgent)
        autowrk_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorBuffer)
        if let proxy = configuration.proxy {
            set(CURLOPT_PROXY, proxy)
        } else if isLoopback {
            // What the environment says is meant for the world outside; no proxy there finds this machine.
            set(CURLOPT_PROXY, "")
        }
        // A stream that is packed comes in lumps, so none is asked for; what comes packed all the same is unpacked.
        set(CURLOPT_ACCEPT_ENCODING, sink == nil ? "" : "identity")
        if let certificates = configuration.certificates { set(CURLOPT_CAINFO, certificates) }
        autowrk_curl_set_long(handle, CURLOPT_NOSIGNAL, 1)
        // A model may think for minutes without a word: only so one that has gone is told from one that thinks.
        autowrk_curl_set_long(handle, CURLOPT_TCP_KEEPALIVE, 1)
        autowrk_curl_set_long(handle, CURLOPT_TCP_KEEPIDLE, 30)
        autowrk_curl_set_long(handle, CURLOPT_TCP_KEEPINTVL, 10)
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
        errorBuffer.deallocate()
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
        received += bytes.count
        guard received <= largestBody else {
            verdict = HTTPError(
                .tooLarge, "the response of '\(server)' has more than \(largestBody >> 20) MiB", wasSent: true
            )
            return false
        }
        guard let sink, response.isSuccess else {
            response.body += bytes
            return true
        }
        if isCancelled.load(ordering: .relaxed) || !sink.bytes(Array(bytes)) {
            verdict = cancellation
            return false
        }
        return true
    }

    private func giveHead() {
        guard !isHeadGiven else { return }
        isHeadGiven = true
        // Who gets a response without a date adds the time at which it came (RFC 9110, section 6.6.1).
        if response.fields["date"] == nil { response.fields.append(name: "date", value: time.now().httpDate) }
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
}

extension Duration {
    /// As libcurl counts it; at least one, as none would be no limit.
    fileprivate var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        return max(1, Int(clamping: seconds) &* 1000 &+ Int(attoseconds / 1_000_000_000_000_000))
    }

    /// In seconds, as people read it.
    var text: String {
        let milliseconds = wholeMilliseconds
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
    }
}
