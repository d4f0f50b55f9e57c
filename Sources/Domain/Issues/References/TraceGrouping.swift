/// Puts frames that follow each other together as one trace, so that each knows how deep it lies.
struct TraceGrouping {
    private var frames: [StackFrame] = []

    mutating func add(_ frame: StackFrame, at number: Int) {
        var frame = frame
        frame.issueLine = number
        frames.append(frame)
    }

    /// Ends the trace before a line that is none of its frames. The source line that Python prints under
    /// each frame, Rust's and Go's two lines a frame, belong to it: what is indented or short of words.
    mutating func end(into list: inout [StackFrame], ifLineIsForeign line: ArraySlice<UInt8>) {
        guard let last = frames.last else { return }
        let isIndented = line.first?.isSpace == true
        let isPart = isIndented || (last.language == .go && line.last == UInt8(ascii: ")"))
        if !isPart { end(into: &list) }
    }

    mutating func end(into list: inout [StackFrame]) {
        // Python prints the innermost call last.
        let isReversed = frames.first?.language == .python
        for (index, frame) in frames.enumerated() {
            var frame = frame
            frame.distance = isReversed ? frames.count - 1 - index : index
            list.append(frame)
        }
        frames = []
    }
}
