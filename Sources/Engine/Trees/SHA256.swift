import CCrypto

/// The digest of FIPS 180-4 with 256 bits, by OpenSSL.
public enum SHA256 {
    /// Bytes of a digest.
    private static let length = 32

    /// The 32 bytes of the digest of `bytes`.
    static func digest(of bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: length)
        let code = EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil)
        precondition(code == 1, "OpenSSL has no SHA-256")
        return digest
    }

    /// The same as 64 hexadecimal digits.
    public static func hexadecimal(of bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = digest(of: bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
