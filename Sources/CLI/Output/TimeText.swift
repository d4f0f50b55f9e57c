import Domain
import Platform
import Workflow

/// Spans of time and moments, for people.
enum TimeText {
    /// As in `85 ms`, `1.2 s`, `2 m 05 s`, `3 h 20 m`, `4 d 2 h`.
    static func span(_ milliseconds: Int64) -> String { TimeSpan.text(milliseconds) }

    /// The largest unit only, as in `3 m ago`.
    static func age(_ time: Timestamp, at now: Timestamp) -> String {
        let seconds = max(0, now.milliseconds - time.milliseconds) / 1000
        switch seconds {
        case ..<60: return "\(seconds) s ago"
        case ..<3600: return "\(seconds / 60) m ago"
        case ..<86_400: return "\(seconds / 3600) h ago"
        default: return "\(seconds / 86_400) d ago"
        }
    }

    /// As in `2026-11-21 04:27:11`, in UTC.
    static func moment(_ time: Timestamp) -> String {
        String(time.iso8601.prefix(19).replacing("T", with: " "))
    }

    /// The time that somebody means by a date, or by how long ago it was.
    static func start(of text: String, _ now: Timestamp) throws(Failure) -> Timestamp {
        if let time = Timestamp(iso8601: text) ?? Timestamp(iso8601: text + "T00:00:00Z") { return time }
        do throws(DurationText.Failure) {
            return Timestamp(milliseconds: now.milliseconds - (try DurationText.milliseconds(text)))
        } catch {
            throw Failure(
                .usage, "'\(text)' is neither a date nor a duration", hints: ["as in 7d or 2026-11-01"])
        }
    }
}
