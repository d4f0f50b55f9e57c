import Glibc

/// What a child prints on one stream: the end of the pipe that we hold, and what came out of it.
struct CapturedStream: ~Copyable {
    private(set) var bytes: [UInt8] = []
    private(set) var wasTruncated = false
    private var reader: Descriptor?
    private let limit: Int
    private let consumer: ChildCommand.Consumer?
    /// What was read last; kept for its room.
    private var part: [UInt8] = []

    /// A stream that goes elsewhere and stays empty.
    init() {
        limit = 0
        consumer = nil
    }

    /// A stream of which the first `limit` bytes stay in `bytes`.
    init(reading reader: consuming Descriptor, limit: Int) {
        reader.setNonBlocking()
        self.reader = consume reader
        self.limit = limit
        consumer = nil
    }

    /// A stream that is handed over as it comes, and not kept.
    init(reading reader: consuming Descriptor, for consumer: @escaping ChildCommand.Consumer) {
        reader.setNonBlocking()
        self.reader = consume reader
        limit = 0
        self.consumer = consumer
    }

    /// For `poll(2)`: -1, which it passes over, once the stream has ended.
    var descriptorNumber: Int32 {
        switch reader {
        case .some(let reader): reader.number
        case nil: -1
        }
    }

    var isAtEnd: Bool { descriptorNumber < 0 }

    /// Takes what the pipe holds, without waiting, and at most `amount` bytes: a descendant that never
    /// stops printing shall not keep us here.
    mutating func drain(atMost amount: Int) {
        let chunk = 64 * 1024
        var taken = 0
        while taken < amount, let count = readOnce(atMost: min(chunk, amount - taken)) {
            taken += count
        }
    }

    /// Nil when there is nothing to read now, or ever again.
    private mutating func readOnce(atMost count: Int) -> Int? {
        part.removeAll(keepingCapacity: true)
        let result: Int
        switch reader {
        case .some(let reader): result = reader.appendOnce(to: &part, atMost: count)
        case nil: return nil
        }
        if result < 0, errno == EAGAIN { return nil }
        guard result > 0 else {
            reader = nil
            return nil
        }
        if let consumer {
            consumer(part)
            return result
        }
        let room = limit - bytes.count
        bytes += part.prefix(room)
        if part.count > room { wasTruncated = true }
        return result
    }
}
