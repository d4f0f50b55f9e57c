import Platform
import Workflow

/// What is known of a run that is watched.
struct WatchedRun {
    var state: RunState?
    /// The events that were told of.
    var seen: Set<String> = []
    /// How often nobody was at it, one look after the other.
    var idleLooks = 0
    var isAtRest = false
    private var offsets: [String: Int] = [:]

    /// Of output that came all at once only the end is worth reading.
    private static let window = 64 << 10

    /// What a step's command has printed since the last time.
    mutating func readOn(_ step: String, _ file: String) -> [UInt8] {
        guard let size = try? Files.status(of: file).size else { return [] }
        let end = Int(size)
        var offset = offsets[step] ?? 0
        // Another attempt begins the file anew.
        if end < offset { offset = 0 }
        offset = max(offset, end - Self.window)
        guard end > offset, let log = try? RandomAccessFile(reading: file),
            let bytes = try? log.read(end - offset, at: offset)
        else { return [] }
        offsets[step] = offset + bytes.count
        return bytes
    }
}
