import Git
import JSON
import Platform

/// What whoever has a scratch checkout leaves in its lock file to the next one.
struct ScratchRecord: Sendable, Equatable {
    /// Somebody has it, or has died with it.
    var isInUse: Bool
    /// What it was last brought to.
    var tree: ObjectID?
    /// When somebody last took or returned it.
    var usedAt: Timestamp
    /// The machine's start, after which nobody knows what of the files had reached the disk.
    var boot: String

    init(isInUse: Bool, tree: ObjectID?, usedAt: Timestamp) {
        (self.isInUse, self.tree, self.usedAt) = (isInUse, tree, usedAt)
        boot = Self.currentBoot
    }

    init?(_ bytes: [UInt8]) {
        guard let record = try? JSON(parsing: bytes), let isInUse = record["in_use"]?.boolValue,
            let usedAt = record["used_at"]?.integerValue, let boot = record["boot"]?.stringValue
        else { return nil }
        self.init(
            isInUse: isInUse, tree: (record["tree"]?.stringValue).flatMap { ObjectID(hex: $0) },
            usedAt: Timestamp(milliseconds: usedAt))
        self.boot = boot
    }

    var bytes: [UInt8] {
        var record: JSON.Object = [
            "boot": .string(boot), "in_use": .bool(isInUse), "used_at": .integer(usedAt.milliseconds),
        ]
        if let tree { record["tree"] = .string(tree.description) }
        return Array((JSON.object(record).canonical + "\n").utf8)
    }

    /// Whether the files are as their index says, as far as its figures of them tell.
    var isTrustworthy: Bool { !isInUse && boot == Self.currentBoot }

    /// A number that the kernel draws at its start (proc(5)); empty where there is none.
    private static let currentBoot: String = {
        let bytes = (try? Files.read("/proc/sys/kernel/random/boot_id")) ?? []
        return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }()
}
