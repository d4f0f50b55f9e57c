/// The numbers that stand for streams in the cache, for the length of one intake.
struct StreamNumbers {
    private var numbers: [String: Int64] = [:]
    /// The streams that have got an event.
    private var touched: Set<Int64> = []
    /// The newest of the numbers that tell the order in which streams were touched.
    private var lastTouch: Int64

    init(in database: borrowing CacheDatabase) throws(JournalError) {
        let query = try database.prepare(Self.lastTouchQuery)
        lastTouch = try query.step() ? query.integer(0) : 0
    }

    /// The newest of these numbers in the cache; 0 for a cache without streams.
    static let lastTouchQuery = "SELECT ifnull(max(touched), 0) FROM stream"

    /// The number of a stream, which is given one when it is new. A new stream counts as touched.
    mutating func number(
        _ name: Slice<UnsafeBufferPointer<UInt8>>, in database: borrowing CacheDatabase
    ) throws(JournalError) -> Int64 {
        let name = String(decoding: name, as: UTF8.self)
        if let number = numbers[name] { return number }
        let query = try database.prepare("SELECT id FROM stream WHERE name = ?1")
        try query.bind(1, name)
        let number: Int64
        if try query.step() {
            number = query.integer(0)
        } else {
            lastTouch += 1
            let insertion = try database.prepare("INSERT INTO stream (name, touched) VALUES (?1, ?2)")
            try insertion.bind(1, name)
            try insertion.bind(2, lastTouch)
            try insertion.run()
            number = database.lastRowID
            touched.insert(number)
        }
        numbers[name] = number
        return number
    }

    /// Takes note that a stream has got an event.
    mutating func touch(_ number: Int64, in database: borrowing CacheDatabase) throws(JournalError) {
        guard touched.insert(number).inserted else { return }
        lastTouch += 1
        let update = try database.prepare("UPDATE stream SET touched = ?2 WHERE id = ?1")
        try update.bind(1, number)
        try update.bind(2, lastTouch)
        try update.run()
    }
}
