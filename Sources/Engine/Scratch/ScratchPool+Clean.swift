import Git
import Platform

extension ScratchPool {
    /// Removes the checkouts that nobody has used for long or that are too many, of all repositories, and
    /// those of repositories that are gone. Those in use stay.
    ///
    /// - Returns: how many were removed.
    @discardableResult
    public func clean() throws(ScratchError) -> Int {
        var removed = 0
        for name in try system({ () throws(SystemError) in try Files.list(scratchDirectory) }) {
            guard let place = ScratchPlace(folder: name, in: scratchDirectory) else { continue }
            removed += try clean(place)
            pruneAdministration(of: place)
            place.removeIfUnused()
        }
        return removed
    }

    private func clean(_ place: ScratchPlace) throws(ScratchError) -> Int {
        let isOrphaned = !Files.exists(place.commonDirectory)
        // Without a record nobody knows since when it is unused: the lock file's time does.
        let slots = try place.slots().map { slot in
            (slot: slot, usedAt: slot.record()?.usedAt ?? Timestamp(milliseconds: 0))
        }
        let oldest = time.now().milliseconds - limits.age
        var (removed, left) = (0, slots.count)
        for (slot, usedAt) in slots.sorted(by: { $0.usedAt < $1.usedAt }) {
            guard isOrphaned || left > limits.count || usedAt.milliseconds < oldest else { continue }
            // Whoever has taken it meanwhile has not let go of it, or has just used it.
            guard let lock = try slot.lock(), slot.record()?.usedAt ?? usedAt == usedAt else { continue }
            try slot.remove(with: lock)
            removed += 1
            left -= 1
        }
        return removed
    }

    /// Removes administration of ours in the repository whose folder is gone, or was never that of this
    /// repository, which may be a copy.
    func pruneAdministration(of place: ScratchPlace) {
        let folder = "\(place.commonDirectory)/worktrees"
        for name in (try? Files.list(folder)) ?? [] {
            let parts = name.split(separator: "-")
            guard parts.count == 3, parts[0] == "autowrk", let number = Int(parts[1]),
                parts[2].utf8.count == 16,
                !LinkedWorktree.isAlive(administration: "\(folder)/\(name)")
            else { continue }
            if let place = [place, place.sibling].first(where: { parts[2] == $0.key }) {
                // Somebody who holds the lock is just making it.
                let slot = place.slot(number)
                if let lock = try? slot.lock() {
                    try? slot.remove(with: lock)
                } else if !Files.exists(place.folder) {
                    try? slot.worktree.remove()
                }
            } else {
                try? Files.removeTree("\(folder)/\(name)")
            }
        }
    }
}
