import Platform

/// What somebody hands over as a file or on standard input.
enum NamedText {
    /// All of it.
    ///
    /// - Parameters:
    ///   - file: a path, or `-` for standard input.
    ///   - limit: in bytes. Who reads without an end, as from a device, would fill the memory.
    ///   - what: what it is to be, as in "the issue".
    ///   - hints: what to do about one that is longer.
    static func read(
        _ file: String, atMost limit: Int, _ what: String, hints: [String] = []
    ) throws(Failure) -> [UInt8] {
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes =
                file == "-"
                ? try StandardInput.read(atMost: limit + 1) : try Files.read(file, atMost: limit + 1)
        } catch { throw Failure(.input, error.description) }
        guard bytes.count <= limit else {
            throw Failure(.input, "\(what) has more than \(limit) bytes: no more are read", hints: hints)
        }
        return bytes
    }
}
