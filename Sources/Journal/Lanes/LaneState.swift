import Git

/// What the next writer of this clone needs to know, kept as the content of the lock file so that a single
/// append reads no event. It counts only while its tip is the lane's; else it is found out anew.
struct LaneState: Equatable {
    var replica: ReplicaID
    /// The lane's newest commit; nil for a lane without any.
    var tip: ObjectID?
    /// The newest id of all lanes.
    var clock = HybridClock()
    /// What the journal asks of its readers and writers.
    var format = FormatVersions()
    /// How many commits were written as loose objects since the last pack.
    var loose = 0
    /// The fingerprint of all other references of the journal when they were last looked at.
    var settled: UInt64 = 0
    /// Set while the reference moves: when it still is for the next holder of the lock, the writer died in
    /// between and left Git's lock file behind.
    var isUpdating = false

    init(replica: ReplicaID, tip: ObjectID?) { (self.replica, self.tip) = (replica, tip) }

    /// Reads the lock file's content; nil for anything but a state of this version.
    init?(text: [UInt8]) {
        let words = String(decoding: text, as: UTF8.self).split(
            separator: " ", omittingEmptySubsequences: false)
        guard words.count == 9, words[0] == "1", let replica = ReplicaID(String(words[1])),
            let newest = EventID(String(words[3])),
            let read = Int64(words[4]), let write = Int64(words[5]), let loose = Int(words[6]),
            let settled = UInt64(words[7], radix: 16)
        else { return nil }
        self.init(replica: replica, tip: ObjectID(hex: words[2]))
        clock.observe(newest)
        format = FormatVersions(read: read, write: write)
        (self.loose, self.settled) = (loose, settled)
        isUpdating = words[8] == "updating\n"
    }

    var text: String {
        let newest = EventID(time: clock.time, counter: clock.counter, replica: replica)
        return """
            1 \(replica) \(tip?.hex ?? "-") \(newest) \(format.read) \(format.write) \(loose) \
            \(String(settled, radix: 16)) \(isUpdating ? "updating" : "idle")

            """
    }
}
