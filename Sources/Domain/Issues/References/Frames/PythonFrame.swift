extension FrameScan {
    /// `File "src/app.py", line 12, in load`.
    static func pythonFrame(_ line: ArraySlice<UInt8>) -> StackFrame? {
        var cursor = LineCursor(line)
        guard cursor.skip("File \""), let file = cursor.until("\", line "), let number = cursor.number()
        else {
            return nil
        }
        let function = cursor.skip(", in ") ? cursor.rest.trimmed.text : nil
        return StackFrame(
            .python, path: path(file), line: number, function: function == "<module>" ? nil : function)
    }
}
