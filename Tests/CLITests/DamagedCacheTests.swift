import Foundation
import TestSupport
import Testing

/// A query cache that something else has written to.
@Suite struct DamagedCacheTests {
    let clone: Clone
    let cache: String
    let exported: String

    init() throws {
        clone = try Clone()
        cache = clone.path + "/.git/autowrk/cache.sqlite"
        let lines = (0..<1000).map { batchLine($0, stream: "task/\($0 % 7)") }.joined()
        #expect(try clone.autowrk("journal", "append", "--batch", input: lines).status == 0)
        exported = try clone.export()
    }

    @Test(arguments: [
        "rm cache.sqlite", "rm -rf ../autowrk/*", ": > cache.sqlite",
        "head -c 65536 /dev/urandom > cache.sqlite",
        "truncate --size=10 cache.sqlite", "truncate --size=4096 cache.sqlite",
        "truncate --size=50000 cache.sqlite", "printf garbage > cache.sqlite",
        "rm cache.sqlite; mkdir cache.sqlite", "rm cache.sqlite; ln -s /nowhere/at/all cache.sqlite",
        "head -c 9999 /dev/urandom > cache.sqlite-wal",
        "rm cache.sqlite; head -c 99 /dev/zero > cache.sqlite-wal",
    ])
    func `reading works and is the same whatever is done to the cache`(damage: String) throws {
        #expect(try clone.shell("cd .git/autowrk && \(damage)").status == 0)
        #expect(try clone.export() == exported)
        #expect(try clone.autowrk("journal", "show", "task/3").stdout.split(separator: "\n").count == 143)
        #expect(try clone.autowrk("fsck").status == 0)
        let id = try clone.append()
        #expect(try clone.exportedIDs().last == id)
        #expect(try clone.export().hasPrefix(exported))
    }

    @Test func `a cache of another clone shows nothing of that clone`() throws {
        let other = try Clone()
        try other.append("other/1")
        _ = try other.export()
        #expect(try clone.sandbox.run(["cp", other.path + "/.git/autowrk/cache.sqlite", cache]).status == 0)
        #expect(try clone.export() == exported)
    }

    @Test(arguments: [1, 2, 8, 12, 20])
    func `damaged pages inside are noticed while reading`(page: Int) throws {
        let lines = (0..<1500).map { batchLine($0, stream: "task/\($0 % 7)") }.joined()
        _ = try clone.autowrk("journal", "append", "--batch", input: lines)
        let exported = try clone.export()
        let damage = """
            head -c 4096 /dev/urandom |
                dd of=.git/autowrk/cache.sqlite bs=4096 count=1 seek=\(page) conv=notrunc 2>/dev/null
            """
        #expect(try clone.shell(damage).status == 0)
        #expect(try clone.export() == exported)
        #expect(try clone.autowrk("journal", "show", "task/3").status == 0)
    }
}
