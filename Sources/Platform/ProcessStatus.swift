import Glibc

/// What `/proc/<id>/stat` says of a process (proc(5)).
public struct ProcessStatus: Sendable, Equatable {
    /// Its number.
    public let id: Int32
    /// The first 15 bytes of its program's name, which may be any.
    public let name: String
    /// The number of whoever has started it, or of whoever looks after it since that one has ended.
    public let parent: Int32
    /// Tells it from a later process with the same number: ticks of the clock since the machine started.
    public let startTime: UInt64
    /// A letter, as `R` for one that runs.
    let state: UInt8
    /// Where its environment ends in its memory; 0 while the kernel does not know.
    let environmentEnd: UInt64

    /// Whether it has ended and only its parent has not asked about that yet.
    public var hasEnded: Bool { state == UInt8(ascii: "Z") || state == UInt8(ascii: "X") }

    /// This process; nil where `/proc` is not mounted.
    public static var own: ProcessStatus? { ProcessStatus(getpid()) }

    /// Nil for a process that there is not.
    public init?(_ id: Int32) {
        // The second field is a name in parentheses that may have any character.
        guard let text = try? Files.read("/proc/\(id)/stat"),
            let open = text.firstIndex(of: UInt8(ascii: "(")),
            let close = text.lastIndex(of: UInt8(ascii: ")"))
        else { return nil }
        // Counted from the third one.
        let fields = text[text.index(after: close)...].split(separator: UInt8(ascii: " "))
        func number(_ index: Int) -> UInt64? {
            guard index < fields.count else { return nil }
            return UInt64(String(decoding: fields[index], as: UTF8.self))
        }
        guard let state = fields.first?.first, let parent = number(1), let startTime = number(19) else {
            return nil
        }
        self.id = id
        name = String(decoding: text[text.index(after: open)..<close], as: UTF8.self)
        (self.state, self.parent, self.startTime) = (state, Int32(truncatingIfNeeded: parent), startTime)
        environmentEnd = number(48) ?? .max
    }
}
