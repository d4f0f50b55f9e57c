import HTTP
import Platform

extension ErrorReport {
    /// When the provider will answer again, as the fields or the body say; nil where neither does.
    ///
    /// Instants count from the `date` of the same answer, so that no clock but the provider's matters.
    func retryAfter(_ fields: HTTPFields) -> Duration? {
        let now = fields["date"].flatMap(Timestamp.init(httpDate:))
        if let milliseconds = fields["retry-after-ms"].flatMap(Double.init), milliseconds.isFinite {
            return RetryTime.bounded(seconds: milliseconds / 1000)
        }
        if let text = fields["retry-after"], let wait = RetryTime.wait(text, since: now) { return wait }
        if let wait = retryDelay.flatMap(RetryTime.span) { return wait }
        return RetryTime.reset(fields, since: now) ?? RetryTime.told(in: message)
    }
}

/// The ways in which providers say when to come back.
enum RetryTime {
    /// A number of seconds, a span, or an instant.
    static func wait(_ text: String, since now: Timestamp?) -> Duration? {
        if let number = Double(text) {
            guard number.isFinite else { return nil }
            // Instants are written in seconds or milliseconds since 1970.
            guard number > 1e9 else { return bounded(seconds: number) }
            guard let now else { return nil }
            return bounded(
                seconds: (number > 1e11 ? number / 1000 : number) - Double(now.milliseconds) / 1000)
        }
        if let span = span(text) { return span }
        guard let now, let instant = Timestamp(iso8601: text) ?? Timestamp(httpDate: text) else { return nil }
        return bounded(seconds: Double(instant.milliseconds - now.milliseconds) / 1000)
    }

    /// As in `6m0s`, `1.5s`, `6ms`, `34.07s`.
    static func span(_ text: String) -> Duration? {
        let units: [String: Double] = [
            "d": 86400, "h": 3600, "m": 60, "s": 1, "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "ns": 1e-9,
        ]
        var (rest, seconds) = (text[...], 0.0)
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(unit.count)
            guard let number = Double(digits), let factor = units[String(unit)] else { return nil }
            seconds += number * factor
        }
        return bounded(seconds: seconds)
    }

    /// The longest time until something that is used up is there again; where nothing is said to be used up,
    /// until everything is.
    static func reset(_ fields: HTTPFields, since now: Timestamp?) -> Duration? {
        var waits: [(isUsedUp: Bool, wait: Duration)] = []
        for field in fields.fields {
            let name = field.name.lowercased()
            guard name.contains("ratelimit"), name.contains("reset"), let wait = wait(field.value, since: now)
            else { continue }
            let remaining = name.split(separator: "-").map { $0 == "reset" ? "remaining" : $0 }
            waits.append((fields[remaining.joined(separator: "-")] == "0", wait))
        }
        let usedUp = waits.filter(\.isUsedUp)
        return (usedUp.isEmpty ? waits : usedUp).map(\.wait).max()
    }

    /// As in `Please try again in 1.2s.`
    static func told(in message: String) -> Duration? {
        let words = message.lowercased().split { $0.isWhitespace }
        for (index, word) in words.enumerated() where word == "in" && index > 0 && index + 1 < words.count {
            guard ["again", "retry"].contains(words[index - 1]) else { continue }
            var time = words[index + 1]
            while let last = time.last, !last.isLetter, !last.isNumber { time = time.dropLast() }
            if let span = span(String(time)) { return span }
            if let number = Double(time), index + 2 < words.count {
                let unit = words[index + 2]
                if unit.hasPrefix("second") { return bounded(seconds: number) }
                if unit.hasPrefix("minute") { return bounded(seconds: number * 60) }
            }
        }
        return nil
    }

    /// At least nothing, at most a year: who says more wants to be left alone, too.
    static func bounded(seconds: Double) -> Duration? {
        guard !seconds.isNaN else { return nil }
        return .milliseconds(Int64((min(max(0, seconds), 366 * 86400) * 1000).rounded(.up)))
    }
}
