/// Spans of time for people.
public enum TimeSpan {
    /// As in `85 ms`, `1.2 s`, `2 m 05 s`, `3 h 20 m`, `4 d 2 h`.
    public static func text(_ milliseconds: Int64) -> String {
        let seconds = milliseconds / 1000
        switch milliseconds {
        case ..<1000: return "\(max(0, milliseconds)) ms"
        case ..<60_000: return "\(seconds).\(milliseconds % 1000 / 100) s"
        case ..<3_600_000: return "\(seconds / 60) m \(padded(seconds % 60)) s"
        case ..<86_400_000: return "\(seconds / 3600) h \(padded(seconds / 60 % 60)) m"
        default: return "\(seconds / 86_400) d \(seconds / 3600 % 24) h"
        }
    }

    private static func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
