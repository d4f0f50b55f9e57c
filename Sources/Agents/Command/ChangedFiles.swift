import Engine
import Platform

/// How much there is in a checkout that would be stored.
struct ChangedFiles {
    private(set) var count = 0
    private(set) var bytes: Int64 = 0

    init(_ scratch: borrowing ScratchCheckout) throws {
        for path in try scratch.changedPaths() {
            count += 1
            guard let status = try? Files.status(of: "\(scratch.path)/\(path)", followingLinks: false),
                status.isRegular
            else { continue }
            bytes += status.size
        }
    }
}
