import Platform

/// A folder for a few files that nobody else can read, in no repository; it goes with this value.
struct PrivateFolder: ~Copyable {
    let path: String

    init(_ environment: [String: String]) throws(Failure) {
        let parent = environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
        do throws(SystemError) {
            path = try Files.temporaryDirectory(in: parent, prefix: "git-autowrk-")
        } catch { throw Failure(error) }
    }

    deinit { try? Files.removeTree(path) }
}
