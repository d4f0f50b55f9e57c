import AI
import Engine
import JSON
import Platform

/// The budget of a day, which all processes keep together: a small file under a lock has what was used today and
/// what calls under way may use.
///
/// There is one for each repository, and one for all calls outside of any. The journal has what other clones have
/// used, but a call only once it is recorded; the file has it at once, and that of those, too, whom Git does not
/// know by name. Of both the larger counts.
struct SharedDay: Sendable {
    /// What a call may use, until it is known what it has.
    struct Reservation: Sendable { fileprivate let id: String }

    /// Nil where there is no place for it.
    let file: String?
    let limit: SpendingLimit
    let time: TimeSource
    /// What the journal says of the day that a time lies in.
    let recorded: @Sendable (Timestamp) throws(Failure) -> Spending

    /// Whoever holds the lock reads and writes one small file.
    private static let patience = FileLock.Wait.until(.seconds(5))

    /// Sets aside what a call may use.
    ///
    /// - Throws: ``ModelError`` of kind `budget` where that is more than is left, and where it can't be told.
    func reserve(_ amount: Spending) throws(ModelError) -> Reservation {
        let (now, id) = (time.now(), RandomName.text(bits: .random(in: 0...(.max))))
        var refusal: ModelError?
        do throws(Failure) {
            let recorded = try recorded(now)
            try change(now) { book in
                book.forgetTheDead()
                refusal = self.refusal(of: amount, used: book.used(recorded: recorded))
                if refusal == nil { book.reserve(amount, id) }
            }
        } catch {
            throw ModelError(
                .budget, "the budget of today can't be kept: \(error.message)", hints: error.hints)
        }
        if let refusal { throw refusal }
        return Reservation(id: id)
    }

    /// Replaces what was set aside by what was used. Where the file can't be written it stays set aside as long as
    /// this process lives.
    func settle(_ reservation: Reservation, used: Spending) {
        try? change(time.now()) { $0.settle(reservation.id, used: used) }
    }

    private func change(_ now: Timestamp, _ body: (inout DayBook) -> Void) throws(Failure) {
        guard let file else {
            throw Failure(
                .repository, "there is no place to note what is used: 'HOME' is not set",
                hints: ["set 'XDG_CACHE_HOME' to a folder that may be filled"])
        }
        do {
            try Files.createDirectories(above: file)
            let lock = try FileLock(path: file, mode: .exclusive, wait: Self.patience)
            var book = DayBook(try lock.read(), on: String(now.iso8601.prefix(10)))
            body(&book)
            try lock.write(Array(book.json.canonical.utf8))
        } catch let error as SystemError { throw Failure(error) } catch {
            throw Failure(.system, "\(error)")
        }
    }

    private func refusal(of amount: Spending, used: Spending) -> ModelError? {
        if let most = limit.tokens, used.tokens + amount.tokens > most {
            return ModelError(
                .budget,
                "the budget of today has \(max(most - used.tokens, 0)) of \(most) tokens left, "
                    + "and the request may take \(amount.tokens)")
        }
        // What costs nothing takes nothing away, even where more was spent than there was.
        if let most = limit.money, amount.money > .zero, used.money + amount.money > most {
            return ModelError(
                .budget,
                "the budget of today has \(max(most - used.money, .zero)) of \(most) left, "
                    + "and the request may cost \(amount.money)")
        }
        return nil
    }
}

/// What stands in the file.
private struct DayBook {
    private struct Open {
        let id: String
        /// The number of a process may be another's later: with the time of its start it is not.
        let process: Int32
        let started: Int64
        let amount: Spending
    }

    private let day: String
    private var spent = Spending()
    private var open: [Open] = []

    /// In tokens; nobody has a day for more.
    private static let most: Int64 = 1_000_000_000_000_000

    /// Reads a file. A new day has nothing spent; of a file that can't be read nothing is known.
    init(_ bytes: [UInt8], on day: String) {
        self.day = day
        guard let json = try? JSON(parsing: bytes) else { return }
        if json["day"]?.stringValue == day { spent = Self.spending(json) }
        open = (json["open"]?.arrayValue ?? []).compactMap { entry in
            guard let id = entry["id"]?.stringValue, let process = entry["process"]?.integerValue,
                let started = entry["started"]?.integerValue
            else { return nil }
            return Open(
                id: id, process: Int32(truncatingIfNeeded: process), started: started,
                amount: Self.spending(entry))
        }
    }

    var json: JSON {
        var object = Self.json(spent)
        object["day"] = .string(day)
        object["open"] = .array(
            open.map { entry in
                var object = Self.json(entry.amount)
                object["id"] = .string(entry.id)
                object["process"] = .integer(Int64(entry.process))
                object["started"] = .integer(entry.started)
                return .object(object)
            })
        return .object(object)
    }

    /// What counts: what was used, and what may be.
    func used(recorded: Spending) -> Spending {
        var used = Spending(
            tokens: max(spent.tokens, recorded.tokens), money: max(spent.money, recorded.money))
        for entry in open { used += entry.amount }
        return used
    }

    /// A process that was killed uses nothing any more.
    mutating func forgetTheDead() {
        open.removeAll { entry in
            ProcessStatus(entry.process).map {
                Int64(truncatingIfNeeded: $0.startTime) != entry.started || $0.hasEnded
            } ?? true
        }
    }

    mutating func reserve(_ amount: Spending, _ id: String) {
        guard let own = ProcessStatus.own else { return }
        open.append(
            Open(
                id: id, process: own.id, started: Int64(truncatingIfNeeded: own.startTime), amount: amount))
    }

    mutating func settle(_ id: String, used: Spending) {
        open.removeAll { $0.id == id }
        spent += used
    }

    private static func json(_ amount: Spending) -> JSON.Object {
        // Whole numbers of JSON end at nine thousand dollars.
        [
            "tokens": .integer(min(Int64(amount.tokens), most)),
            "picodollars": .string(String(amount.money.picodollars)),
        ]
    }

    private static func spending(_ json: JSON) -> Spending {
        let money = json["picodollars"]?.stringValue.flatMap { Int64($0) } ?? 0
        return Spending(
            tokens: Int(min(max(json["tokens"]?.integerValue ?? 0, 0), most)),
            money: Money(picodollars: max(money, 0)))
    }
}
