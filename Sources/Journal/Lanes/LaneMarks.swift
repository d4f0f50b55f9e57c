import Git
import Platform

/// What the files say in which Git keeps the journal's references, read without Git: for who looks several
/// times a second whether anything has moved.
struct LaneMarks: Equatable {
    /// Where each reference leads that has a file, by its name.
    private var loose: [String: ObjectID] = [:]
    /// The file with all other references; it is replaced whenever it changes.
    private var packed: FileStatus?
    /// Whether a file does not tell where its reference leads, as that of a symbolic one.
    private(set) var isUnclear = false

    /// Nothing is there.
    init() {}

    init(in repository: borrowing Repository) {
        let folder = repository.commonDirectory
        packed = try? Files.status(of: folder + "/packed-refs")
        for prefix in [Lanes.prefix, Lanes.trackingPrefix] { add(below: prefix, in: folder) }
    }

    private mutating func add(below prefix: String, in folder: String) {
        for name in (try? Files.list("\(folder)/\(prefix)")) ?? [] {
            let reference = prefix + name
            if ReplicaID(name) == nil {
                if !name.hasSuffix(".lock") { add(below: reference + "/", in: folder) }
            } else if let content = try? Files.read("\(folder)/\(reference)") {
                let target = ObjectID(hex: String(decoding: content.dropLast(), as: UTF8.self))
                if let target { loose[reference] = target } else { isUnclear = true }
            }
        }
    }

    /// Whether nothing has moved since `earlier` but one lane, and that one only by what was appended here.
    func agrees(with earlier: LaneMarks, but own: OwnMoves) -> Bool {
        if self == earlier { return true }
        let now = loose[own.reference]
        guard own.lead(from: earlier.loose[own.reference], to: now) else { return false }
        var expected = earlier
        expected.loose[own.reference] = now
        return self == expected
    }
}

/// Where this process has moved its own lane to, without anybody else's commits in between.
struct OwnMoves {
    /// The lane.
    private(set) var reference = ""
    /// Where it stood before and after each move, in order; nil for a lane that was not there.
    private var tips: [ObjectID?] = []

    /// So many are remembered: more than are made between two looks.
    private static let limit = 4096

    mutating func add(_ reference: String, from old: ObjectID?, to new: ObjectID?) {
        guard old != new else { return }
        if reference != self.reference || tips.last != old || tips.count >= Self.limit { tips = [old] }
        self.reference = reference
        tips.append(new)
    }

    /// Whether it is by these moves alone that the lane has come from one commit to another.
    func lead(from old: ObjectID?, to new: ObjectID?) -> Bool { tips.last == new && tips.contains(old) }
}
