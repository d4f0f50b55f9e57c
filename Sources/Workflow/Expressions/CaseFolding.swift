/// Whether both texts are the same but for the case of letters, as .NET's `OrdinalIgnoreCase` has it.
func equalIgnoringCase(_ left: String, _ right: String) -> Bool {
    var (first, second) = (left.utf8.makeIterator(), right.utf8.makeIterator())
    while true {
        switch (first.next(), second.next()) {
        case (nil, nil): return true
        case (let a?, let b?):
            if a | b >= 0x80 { return foldedBytes(left) == foldedBytes(right) }
            if upper(a) != upper(b) { return false }
        // One letter never becomes two, and whatever comes first is equal: so the longer one differs.
        default: return false
        }
    }
}

/// Less than, equal to or greater than 0 as `left` stands before, with or behind `right`, whatever the case
/// of letters, in the order of UTF-16.
func compareIgnoringCase(_ left: String, _ right: String) -> Int {
    var (first, second) = (left.unicodeScalars.makeIterator(), right.unicodeScalars.makeIterator())
    while true {
        switch (first.next(), second.next()) {
        case (nil, nil): return 0
        case (nil, _): return -1
        case (_, nil): return 1
        case (let a?, let b?):
            let (mine, theirs) = (rank(folded(a)), rank(folded(b)))
            if mine != theirs { return mine < theirs ? -1 : 1 }
        }
    }
}

/// The UTF-8 of a text in capital letters: the same bytes for texts that differ in case only.
func foldedBytes(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
        if scalar.isASCII {
            bytes.append(upper(UInt8(scalar.value)))
        } else {
            bytes += Unicode.UTF8.encode(folded(scalar)) ?? Unicode.UTF8.encodedReplacementCharacter
        }
    }
    return bytes
}

/// Whether `needle` occurs in `haystack` (Knuth, Morris and Pratt: no text makes it slow).
func occurs(_ needle: [UInt8], in haystack: [UInt8]) -> Bool {
    guard !needle.isEmpty else { return true }
    guard needle.count <= haystack.count else { return false }
    var fallback = [0]
    var length = 0
    for index in 1..<max(needle.count, 1) {
        while length > 0 && needle[index] != needle[length] { length = fallback[length - 1] }
        if needle[index] == needle[length] { length += 1 }
        fallback.append(length)
    }
    length = 0
    for byte in haystack {
        while length > 0 && byte != needle[length] { length = fallback[length - 1] }
        if byte == needle[length] { length += 1 }
        if length == needle.count { return true }
    }
    return false
}

/// Characters beyond the basic plane are pairs of surrogates in UTF-16, which stand before U+E000.
private func rank(_ scalar: Unicode.Scalar) -> UInt32 {
    (0xE000...0xFFFF).contains(scalar.value) ? scalar.value + 0x11_0000 : scalar.value
}

@inline(__always) private func upper(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte - 0x20 : byte
}

/// The one capital letter of a letter (Unicode's simple mapping). What isn't ASCII never becomes ASCII: the
/// dotless ı is no I and the long ſ no S.
private func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar.isASCII { return Unicode.Scalar(upper(UInt8(scalar.value))) }
    for mapping in [scalar.properties.uppercaseMapping, scalar.properties.titlecaseMapping] {
        // The titlecase of a letter whose capital is written with several, as in ᾳ, is its simple capital.
        let capitals = mapping.unicodeScalars
        if let capital = capitals.first, capitals.count == 1 { return capital.isASCII ? scalar : capital }
    }
    return scalar
}
