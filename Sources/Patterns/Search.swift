import CPCRE2

/// Goes through a text from match to match.
struct Search: ~Copyable {
    private let pattern: Pattern
    private let subject: [UInt8]
    private let data: OpaquePointer?
    private let context: OpaquePointer?
    /// Where the next search begins; nil when there is nothing more to find.
    private var position: Int?
    private var lastWasEmpty = false

    /// Steps for one text, about: some seconds at worst.
    private static let budget = 50_000_000
    /// Steps for one place in a text. PCRE2 counts for each place anew.
    private static let stepsAtPlace = 1_000...1_000_000
    /// In KiB, for what a search keeps to go back to.
    private static let memory: UInt32 = 16 << 10

    init(_ pattern: Pattern, _ subject: [UInt8], from start: Int) {
        (self.pattern, self.subject) = (pattern, subject)
        position = min(max(start, 0), subject.count)
        data = pcre2_match_data_create_from_pattern_8(pattern.code.handle, nil)
        context = pcre2_match_context_create_8(nil)
        let steps = Self.budget / max(subject.count, 1)
        let range = Self.stepsAtPlace
        pcre2_set_match_limit_8(context, UInt32(min(max(steps, range.lowerBound), range.upperBound)))
        pcre2_set_heap_limit_8(context, Self.memory)
    }

    deinit {
        pcre2_match_context_free_8(context)
        pcre2_match_data_free_8(data)
    }

    mutating func next() throws(PatternError) -> Match? {
        while let start = position {
            // Behind an empty match one that is not empty may begin at the same place.
            let flags = lastWasEmpty ? PCRE2_NOTEMPTY_ATSTART | PCRE2_ANCHORED : 0
            if let match = try match(from: start, flags) {
                lastWasEmpty = match.range.isEmpty
                // \K can end a match before it begins, and nothing is searched twice.
                position = max(match.range.upperBound, start)
                return match
            }
            position = lastWasEmpty && start < subject.count ? characterEnd(after: start) : nil
            lastWasEmpty = false
        }
        return nil
    }

    private func match(from start: Int, _ flags: UInt32) throws(PatternError) -> Match? {
        let count = subject.withUnsafeBufferPointer { bytes in
            // PCRE2 wants a place even for nothing.
            let nothing: StaticString = ""
            return pcre2_match_8(
                pattern.code.handle, bytes.baseAddress ?? nothing.utf8Start, bytes.count, start, flags, data,
                context)
        }
        if count == PCRE2_ERROR_NOMATCH { return nil }
        guard count > 0, let ends = pcre2_get_ovector_pointer_8(data) else {
            throw PatternError(
                kind: .limit, message: CompiledCode.message(count), pattern: pattern.text, offset: nil)
        }
        let groups = (0..<Int(pcre2_get_ovector_count_8(data))).map { group -> Range<Int>? in
            let (start, end) = (ends[2 * group], ends[2 * group + 1])
            // PCRE2_UNSET is the largest number of C, and -1 here.
            return start < 0 ? nil : min(start, end)..<end
        }
        return Match(groups, in: subject, pattern.code)
    }

    private func characterEnd(after start: Int) -> Int {
        var end = start + 1
        while end < subject.count, subject[end] & 0xC0 == 0x80 { end += 1 }
        return end
    }
}
