import Git
import Glibc
import Platform

/// Git's lock files on the journal's references: `<reference>.lock`, which a killed process leaves behind and
/// at which Git then stops for ever.
struct LeftLocks {
    private let commonDirectory: String

    /// The age in seconds at which a lock is taken for left behind by a machine that lost power.
    static let staleAge = 10.0
    /// The same for tracking references, which every `git fetch` locks, for the moment in which it moves them.
    static let staleTrackingAge = 5.0

    init(in repository: borrowing Repository) { commonDirectory = repository.commonDirectory }

    /// Removes what a writer of this clone has left that was killed while it moved references. Lanes move
    /// under the clone's own lock only; tracking references may be in the hands of a `git fetch`.
    func clearAfterKill() {
        clear(below: Lanes.prefix, age: 0)
        clear(below: Lanes.trackingPrefix, age: 1)
    }

    /// Removes locks of at least `age` seconds on references below `folder`, which ends with a slash.
    func clear(below folder: String, age: Double) {
        for reference in references(below: folder) where isLocked(reference, for: age) { clear(reference) }
    }

    /// Removes the lock of one reference.
    func clear(_ reference: String) { try? Files.remove(path(of: reference)) }

    /// Whether the lock of a reference is there and has been for `age` seconds.
    func isLocked(_ reference: String, for age: Double) -> Bool {
        guard let status = try? Files.status(of: path(of: reference)) else { return false }
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let modified = Double(status.modifiedNanoseconds) / 1e9
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9 - modified >= age
    }

    /// The references below `folder` that have a lock at this moment.
    func references(below folder: String) -> [String] {
        ((try? Files.list("\(commonDirectory)/\(folder)")) ?? []).flatMap { name in
            name.hasSuffix(".lock")
                ? [folder + name.dropLast(".lock".count)] : references(below: "\(folder)\(name)/")
        }
    }

    func path(of reference: String) -> String { "\(commonDirectory)/\(reference).lock" }
}
