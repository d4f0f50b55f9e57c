import CPCRE2

/// A pattern as PCRE2 has it, freed with the last of those that share it.
///
/// PCRE2 only reads it once it is compiled, so that threads may share it (pcre2api(3), "Multithreading").
final class CompiledCode: Sendable {
    /// A group and its name; several groups may have one name, with `(?J)`.
    struct Name: Sendable {
        let name: String
        let number: Int
    }

    nonisolated(unsafe) let handle: OpaquePointer
    let names: [Name]

    /// In bytes. Tables hold patterns of some hundred.
    private static let longestPattern = 64 << 10

    init(_ text: String, _ options: Pattern.Options) throws(PatternError) {
        let context = pcre2_compile_context_create_8(nil)
        defer { pcre2_compile_context_free_8(context) }
        pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_ANYCRLF))
        pcre2_set_max_pattern_length_8(context, Self.longestPattern)
        // \C could match a part of a character. Texts are not checked for UTF-8 in advance. Without properties
        // for \w, \s and \d the machine code of 10.42 finds no longer character in \S, \W and \D then, in
        // contrast to the interpreter.
        var flags = PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C
        if options.contains(.caseInsensitive) { flags |= PCRE2_CASELESS }
        if options.contains(.multiline) { flags |= PCRE2_MULTILINE }
        var (code, offset): (Int32, Int) = (0, 0)
        let bytes = Array(text.utf8)
        guard let handle = pcre2_compile_8(bytes, bytes.count, flags, &code, &offset, context) else {
            throw PatternError(kind: .syntax, message: Self.message(code), pattern: text, offset: offset)
        }
        // Where there is no machine code PCRE2 interprets: the result is the same.
        if options.contains(.optimized) { _ = pcre2_jit_compile_8(handle, PCRE2_JIT_COMPLETE) }
        self.handle = handle
        names = Self.names(of: handle)
    }

    deinit { pcre2_code_free_8(handle) }

    static func message(_ code: Int32) -> String {
        var text = [UInt8](repeating: 0, count: 256)
        let count = pcre2_get_error_message_8(code, &text, text.count)
        return count < 0 ? "error \(code) of PCRE2" : String(decoding: text.prefix(Int(count)), as: UTF8.self)
    }

    /// From PCRE2's table, whose entries have the number in two bytes and then the name up to a zero.
    private static func names(of handle: OpaquePointer) -> [Name] {
        var (count, size): (UInt32, UInt32) = (0, 0)
        var table: UnsafePointer<UInt8>?
        pcre2_pattern_info_8(handle, UInt32(PCRE2_INFO_NAMECOUNT), &count)
        pcre2_pattern_info_8(handle, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &size)
        pcre2_pattern_info_8(handle, UInt32(PCRE2_INFO_NAMETABLE), &table)
        guard let table else { return [] }
        let entries = UnsafeBufferPointer(start: table, count: Int(count * size))
        let names = stride(from: 0, to: entries.count, by: max(Int(size), 1)).map { start in
            let number = Int(entries[start]) << 8 | Int(entries[start + 1])
            let name = entries[(start + 2)..<(start + Int(size))].prefix { $0 != 0 }
            return Name(name: String(decoding: name, as: UTF8.self), number: number)
        }
        return names.sorted { $0.number < $1.number }
    }
}
