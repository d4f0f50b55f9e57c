/// The names of the streams that tell where branches stand, `branch/<name>`.
public enum BranchStream {
    private static let prefix = "branch/"

    /// What a stream's name may have beside letters and digits. The plus sign is left out: it escapes.
    private static let marks = Set("._@-/".utf8)

    /// More bytes than this are cut off, so that the checksum fits into the 255 of a stream's name.
    private static let longestName = 220

    /// The name of a branch's stream. Bytes that stream names can't have stand there as `+` and two
    /// hexadecimal digits; of a very long name a checksum stands for the rest.
    public static func name(of branch: String) -> String {
        var text = ""
        for byte in branch.utf8 {
            if isPlain(byte) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16)
                text += "+" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        guard text.utf8.count > longestName else { return prefix + text }
        let sum = String(checksum(branch), radix: 16)
        return prefix + text.prefix(longestName) + "+-" + sum
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: marks.contains(byte)
        }
    }

    /// FNV-1a in 64 bits.
    private static func checksum(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
