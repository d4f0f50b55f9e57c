extension FrameScan {
    /// `at org.example.Store.load(Store.java:12)`, with a module or loader in front: `app//`, `java.base/`.
    static func javaFrame(_ line: ArraySlice<UInt8>) -> StackFrame? {
        var cursor = LineCursor(line)
        guard cursor.skip("at "), var name = cursor.until("("), let place = cursor.until(")") else {
            return nil
        }
        if let slash = name.lastIndex(of: UInt8(ascii: "/")) { name = name[(slash + 1)...] }
        guard name.contains(UInt8(ascii: ".")), !name.contains(0x20) else { return nil }
        if place.elementsEqual("Native Method".utf8) || place.elementsEqual("Unknown Source".utf8) {
            return StackFrame(.java, path: nil, function: name.text)
        }
        let parts = place.split(separator: UInt8(ascii: ":"))
        guard let file = parts.first, parts.count <= 2, !file.contains(UInt8(ascii: "/")) else { return nil }
        let endings = [".java", ".kt", ".kts", ".scala", ".groovy", ".clj"]
        guard endings.contains(where: { file.text.hasSuffix($0) }) else { return nil }
        var number: Int?
        if parts.count == 2 {
            var digits = LineCursor(parts[1])
            number = digits.number()
        }
        return StackFrame(.java, path: folder(of: name) + file.text, line: number, function: name.text)
    }

    /// The folders of a class's package: small letters by convention, up to the first capital.
    private static func folder(of name: ArraySlice<UInt8>) -> String {
        let parts = name.split(separator: UInt8(ascii: ".")).dropLast()
        let package = parts.prefix { $0.first?.isUpper == false }
        return package.map { $0.text + "/" }.joined()
    }
}
