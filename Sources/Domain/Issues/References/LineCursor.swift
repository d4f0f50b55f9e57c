/// A place in a line that moves over what it knows.
struct LineCursor {
    let bytes: ArraySlice<UInt8>
    var index: Int

    init(_ bytes: ArraySlice<UInt8>) { (self.bytes, index) = (bytes, bytes.startIndex) }

    var isAtEnd: Bool { index >= bytes.endIndex }
    var next: UInt8? { isAtEnd ? nil : bytes[index] }
    var rest: ArraySlice<UInt8> { bytes[min(index, bytes.endIndex)...] }

    /// Goes over spaces and tabs.
    mutating func skipSpace() { while let next, next == 0x20 || next == 0x09 { index += 1 } }

    /// Goes over `text` if it stands here.
    mutating func skip(_ text: StaticString) -> Bool {
        guard starts(with: text) else { return false }
        index += text.utf8CodeUnitCount
        return true
    }

    func starts(with text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard bytes.endIndex - index >= count else { return false }
        for offset in 0..<count where bytes[index + offset] != text.utf8Start[offset] { return false }
        return true
    }

    /// A number in decimal digits, at most nine of them.
    mutating func number() -> Int? {
        var value = 0
        let start = index
        while let next, next.isDigit, index - start < 9 {
            value = value * 10 + Int(next - 0x30)
            index += 1
        }
        return index > start ? value : nil
    }

    /// What stands before `text`, and goes behind that; nil, unmoved, when it doesn't come.
    mutating func until(_ text: StaticString) -> ArraySlice<UInt8>? {
        var probe = self
        while !probe.isAtEnd {
            if probe.starts(with: text) {
                let found = bytes[index..<probe.index]
                index = probe.index + text.utf8CodeUnitCount
                return found
            }
            probe.index += 1
        }
        return nil
    }

    /// All that fulfils a condition.
    mutating func take(while condition: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let start = index
        while let next, condition(next) { index += 1 }
        return bytes[start..<index]
    }
}

extension UInt8 {
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isUpper: Bool { self >= 0x41 && self <= 0x5A }
    var isLower: Bool { self >= 0x61 && self <= 0x7A }
    var isLetter: Bool { isUpper || isLower }
    var isSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
    /// Of a name in code; what is not ASCII counts as a letter.
    var isNameStart: Bool { isLetter || self == 0x5F || self == 0x24 || self >= 0x80 }
    var isNamePart: Bool { isNameStart || isDigit }
}

extension ArraySlice<UInt8> {
    var text: String { String(decoding: self, as: UTF8.self) }

    /// Without space at both ends.
    var trimmed: ArraySlice<UInt8> {
        var slice = self
        while let first = slice.first, first.isSpace { slice.removeFirst() }
        while let last = slice.last, last.isSpace { slice.removeLast() }
        return slice
    }

    func contains(_ text: StaticString) -> Bool {
        var cursor = LineCursor(self)
        return cursor.until(text) != nil
    }
}
