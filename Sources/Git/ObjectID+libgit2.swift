import CLibgit2

extension ObjectID {
    init(_ raw: git_oid) {
        self = withUnsafeBytes(of: raw) { bytes in ObjectID(bytes: bytes) } ?? .zero
    }

    /// The name behind a pointer that libgit2 owns; zero when there is none.
    init(_ raw: UnsafePointer<git_oid>?) {
        self = raw.map { ObjectID($0.pointee) } ?? .zero
    }

    var raw: git_oid {
        var raw = git_oid()
        withBytes { bytes in
            withUnsafeMutableBytes(of: &raw) { $0.copyMemory(from: bytes) }
        }
        return raw
    }
}
