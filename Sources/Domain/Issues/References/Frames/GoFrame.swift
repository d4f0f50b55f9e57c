extension FrameScan {
    /// `/src/store/store.go:12 +0x1d`: the second line of a frame. The first, with the function, has the form
    /// of any call.
    static func goFrame(_ line: ArraySlice<UInt8>) -> StackFrame? {
        var cursor = LineCursor(line)
        guard let file = cursor.until(".go:"), !file.contains(0x20), let number = cursor.number(),
            cursor.isAtEnd || cursor.starts(with: " +0x")
        else { return nil }
        return StackFrame(.go, path: path(line[file.startIndex..<(file.endIndex + 3)]), line: number)
    }
}
