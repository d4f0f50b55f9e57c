import Glibc
import Platform

/// The space that files take on the disk, in whole blocks as `du` counts it.
enum DiskUsage {
    /// The bytes of a file, or of a folder with all that is in it; nothing for what is missing.
    static func bytes(of path: String) -> Int {
        var status = stat()
        guard lstat(path, &status) == 0 else { return 0 }
        let own = Int(status.st_blocks) * 512
        guard status.st_mode & S_IFMT == S_IFDIR else { return own }
        let names = (try? Files.list(path)) ?? []
        return names.reduce(own) { $0 + bytes(of: "\(path)/\($1)") }
    }
}
