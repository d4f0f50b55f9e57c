/// A length of time for people: `0.3 s`, `12 s`, `4 min 10 s`, `3 h 5 min`, `2 d 4 h`.
func durationText(_ milliseconds: Int64) -> String {
    let seconds = milliseconds / 1000
    switch seconds {
    case ..<10: return "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
    case ..<60: return "\(seconds) s"
    case ..<3600: return "\(seconds / 60) min\(seconds % 60 == 0 ? "" : " \(seconds % 60) s")"
    case ..<86_400: return "\(seconds / 3600) h\(seconds / 60 % 60 == 0 ? "" : " \(seconds / 60 % 60) min")"
    default: return "\(seconds / 86_400) d\(seconds / 3600 % 24 == 0 ? "" : " \(seconds / 3600 % 24) h")"
    }
}
