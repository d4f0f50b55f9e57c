import HTTP
import JSON

extension ModelEndpoint {
    /// A request that sends JSON.
    ///
    /// - Parameters:
    ///   - path: behind the base, as in `/v1/messages`. A version that the base ends with is not said twice.
    ///   - version: what stands before the path where the base has no path of its own, as in `/v1`.
    ///   - keyField: the field that holds the key, and what stands before it there.
    func post(
        _ path: String, version: String = "", _ body: JSON.Object, accept: String,
        keyField: (name: String, prefix: String),
        fields: HTTPFields = [:]
    ) throws(ModelError) -> HTTPRequest {
        var fields = fields
        fields["content-type"] = "application/json"
        fields["accept"] = accept
        if let key = try usableKey() { fields[keyField.name] = keyField.prefix + key }
        var bytes: [UInt8] = []
        JSON.object(body).appendCanonical(to: &bytes)
        return HTTPRequest(
            method: "POST", url: url(hasPath ? path : version + path), fields: fields, body: bytes)
    }

    private var hasPath: Bool {
        let rest = baseURL.firstRange(of: "://").map { baseURL[$0.upperBound...] } ?? baseURL[...]
        return rest.split(separator: "/").count > 1
    }

    func url(_ path: String) -> String {
        var base = baseURL[...]
        while base.last == "/" { base = base.dropLast() }
        let version = "/" + (path.split(separator: "/").first ?? "")
        return String(base) + (base.hasSuffix(version) ? path.dropFirst(version.count) : path[...])
    }

    /// The key without the white space around it that files and variables often have.
    private func usableKey() throws(ModelError) -> String? {
        guard let key else { return nil }
        let isSpace: (UInt8) -> Bool = { $0 <= 0x20 }
        let trimmed = key.utf8.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
        guard !trimmed.isEmpty else { return nil }
        guard trimmed.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw ModelError(.authentication, "the key for '\(baseURL)' has letters that no key has")
        }
        return String(decoding: Array(trimmed), as: UTF8.self)
    }
}
