import Engine
import Git
import Glibc
import Platform
import TestSupport
import Testing

@Suite struct ScratchPoolTests {
    private let scratch: ScratchSandbox

    init() throws { scratch = try ScratchSandbox() }

    @Test func `nobody gets a checkout that somebody has, and one that was returned is used again`() throws {
        let first = try scratch.checkout()
        let second = try scratch.checkout()
        #expect(first.path != second.path)
        let path = first.path
        try scratch.shell("mkdir build; echo product >build/out; echo x >stray", in: path)
        _ = consume first
        let third = try scratch.checkout()
        #expect(third.path == path)
        #expect(try scratch.files(path)["build/out"] == "product\n", "it stays warm")
        #expect(try scratch.files(path)["stray"] == nil)
        withExtendedLifetime(second.path) {}
    }

    @Test(.enabled(if: SandboxPlace.obstacle == nil, "no sandbox: \(SandboxPlace.obstacle ?? "")"))
    func `checkouts for commands in sandboxes are others, and are cleaned up like all`() throws {
        let sandbox = try SandboxSettings(.all, rules: SandboxPlace.rules)
            .choose(.required, in: scratch.sandbox.environment).sandbox
        let (pool, tree) = (try scratch.pool(), try scratch.tree(1))
        let repository = try scratch.repository()
        let open = try scratch.visit()
        let shut = try pool.forCommands(in: sandbox).checkout(of: tree, commit: nil, in: repository).path
        #expect(open != shut)
        #expect(try pool.forCommands(in: nil).checkout(of: tree, commit: nil, in: repository).path == open)
        // Whoever cleans up one of the two leaves the other's administration alone.
        #expect(try pool.clean() == 0)
        #expect(try Files.list("\(scratch.top)/.git/worktrees").count == 2)
        #expect(try scratch.pool(limits: ScratchPool.Limits(count: 0)).clean() == 2)
        #expect(try Files.list("\(scratch.top)/.git/worktrees").isEmpty)
        #expect(try Files.list(scratch.sandbox.path("cache/scratch")).isEmpty)
    }

    @Test func `of those that are free the one with the least to change is taken`() throws {
        let (old, new) = (try scratch.tree(0), try scratch.tree(1))
        let first = try scratch.checkout(0, tree: old)
        let second = try scratch.checkout(1, tree: new)
        let paths = [first.path, second.path]
        _ = consume first
        _ = consume second
        for _ in 0..<2 {
            let checkout = try scratch.checkout(tree: new)
            #expect(checkout.path == paths[1])
        }
        let checkout = try scratch.checkout(tree: old)
        #expect(checkout.path == paths[0])
        let other = try scratch.repository().updateTree(new, changes: [.remove(path: "README")])
        let neighbour = try scratch.checkout(tree: other)
        #expect(neighbour.path == paths[1])
    }

    @Test func `another process keeps a checkout until it is killed`() throws {
        let path = try scratch.visit()
        let holder = try scratch.sandbox.start(
            ["sh", "-c", "exec 9<>'\(path).lock'; flock 9; echo held; read x"])
        #expect(try holder.nextLines() == ["held"])
        let other = try scratch.checkout()
        #expect(other.path != path)
        holder.kill(.group)
        #expect(try holder.finish().status == 128 + SIGKILL)
        let again = try scratch.checkout()
        #expect(again.path == path)
        withExtendedLifetime(other.path) {}
    }

    @Test(arguments: [
        "rm -rf $PATH_OF_CHECKOUT", "rm $PATH_OF_CHECKOUT/.git", "rm -rf $ADMINISTRATION",
        "echo 'gitdir: /nowhere' >$PATH_OF_CHECKOUT/.git", "echo /nowhere/.git >$ADMINISTRATION/gitdir",
        "rm $PATH_OF_CHECKOUT/.git; git init -q $PATH_OF_CHECKOUT", "rm -rf $CACHE",
        "rm -rf $CACHE/scratch/*",
        "git -C $TOP worktree remove -f -f $PATH_OF_CHECKOUT",
        "mv $PATH_OF_CHECKOUT $PATH_OF_CHECKOUT.away; ln -s $PATH_OF_CHECKOUT.away $PATH_OF_CHECKOUT",
        "rm -rf $PATH_OF_CHECKOUT; echo file >$PATH_OF_CHECKOUT",
        "echo '{\"in_use\":tr' >$PATH_OF_CHECKOUT.lock", "rm $PATH_OF_CHECKOUT.lock",
        "rm -rf $ADMINISTRATION; mkdir $ADMINISTRATION; echo x >$ADMINISTRATION/index",
        "chmod -R a= $PATH_OF_CHECKOUT", "rm -rf $TOP/.git/worktrees",
    ])
    func `a checkout that was damaged is made anew`(damage: String) throws {
        let path = try scratch.visit()
        let administration = try scratch.administration()
        let names = [
            "PATH_OF_CHECKOUT": path, "ADMINISTRATION": administration, "TOP": scratch.top,
            "CACHE": scratch.sandbox.path("cache"),
        ]
        let script = names.reduce(damage) { $0.replacing("$\($1.key)", with: $1.value) }
        try scratch.shell(script, in: scratch.sandbox.path)
        let before = try scratch.untouchable()
        let again = try scratch.checkout(0)
        #expect(again.path == path)
        #expect(try scratch.files(again.path)["README"] == "hello\n")
        #expect(try again.capture().tree == scratch.tree(0))
        #expect(try scratch.untouchable() == before)
        #expect(try Files.list("\(scratch.top)/.git/worktrees").count == 1)
    }

    @Test(arguments: ["", "printf x >README", "rm README", "echo stray >stray", ": >index", "rm index"])
    func `what a holder that died has left is read, file by file`(damage: String) throws {
        let path = try scratch.visit(0)
        let before = try Files.status(of: "\(path)/Sources/main.swift")
        // The record that a killed holder leaves.
        try scratch.sandbox.write(
            "\(path).lock",
            scratch.sandbox.read("\(path).lock").replacing("\"in_use\":false", with: "\"in_use\":true"))
        let folder = damage.hasSuffix("index") ? try scratch.administration() : path
        try scratch.shell(damage, in: folder)
        let again = try scratch.checkout(1)
        #expect(again.path == path)
        #expect(try again.capture().tree == scratch.tree(1))
        #expect(try scratch.files(path).count == 4)
        #expect(try scratch.sandbox.git("status", "--porcelain", in: path) == "")
        if !damage.hasSuffix("index") {
            #expect(try Files.status(of: "\(path)/Sources/main.swift") == before, "what is right is kept")
        }
    }

    @Test func `a git that is killed while it writes files is no harm`() throws {
        let commit = try scratch.sandbox.commit(
            "filter", files: [".gitattributes": "*.x filter=once\n", "a.x": "a\n", "b.x": "b\n"],
            in: scratch.top)
        let killer = "if [ -e \(scratch.sandbox.path("once")) ]; then rm \(scratch.sandbox.path("once")); "
        try scratch.sandbox.write("killer", killer + "kill -KILL $PPID; fi; cat\n")
        try scratch.sandbox.git(
            "config", "filter.once.smudge", "sh \(scratch.sandbox.path("killer"))", in: scratch.top)
        let path = try scratch.visit()
        try scratch.sandbox.write("once", "")
        let repository = try scratch.repository()
        let tree = try scratch.id("\(commit)^{tree}")
        let checkout = try scratch.pool().checkout(of: tree, commit: nil, in: repository)
        #expect(!Files.exists(scratch.sandbox.path("once")), "it was killed")
        #expect(checkout.path == path)
        #expect(try checkout.capture().tree == tree)
    }

    @Test func `threads that ask at once get one each`() async throws {
        let scratch = scratch
        for _ in 0..<2 {
            let paths = try await withThrowingTaskGroup { group in
                for number in 0..<6 {
                    group.addTask {
                        let tree = try scratch.tree(number % 2)
                        let checkout = try scratch.checkout(number % 2)
                        let path = checkout.path
                        try scratch.shell("echo \(number) >mine", in: path)
                        let captured = try checkout.capture().tree
                        let expected = try scratch.repository().updateTree(
                            tree,
                            changes: [
                                .upsert(
                                    path: "mine",
                                    id: scratch.repository().writeBlob(Array("\(number)\n".utf8)),
                                    mode: .file)
                            ])
                        #expect(captured == expected)
                        return path
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(paths.count == 6)
        }
        try scratch.sandbox.git("fsck", "--strict", in: scratch.top)
    }

    @Test func `git lists it as locked, and its prune, gc and fsck leave it alone`() throws {
        let checkout = try scratch.checkout(0)
        try scratch.shell("echo only here >only", in: checkout.path)
        let captured = try checkout.capture().tree
        let list = try scratch.sandbox.git("worktree", "list", "--porcelain", in: scratch.top)
        #expect(
            list.contains(
                """
                worktree \(checkout.path)
                HEAD \(scratch.commits[0])
                detached
                locked scratch checkout of git-autowrk
                """))
        try scratch.sandbox.git("worktree", "prune", "--expire=now", in: scratch.top)
        try scratch.sandbox.git("gc", "--quiet", "--prune=now", in: scratch.top)
        try scratch.sandbox.git("fsck", "--strict", in: scratch.top)
        #expect(try scratch.files(checkout.path)["only"] == "only here\n")
        #expect(try checkout.capture().tree == captured)
        try scratch.sandbox.git("checkout", "--quiet", "--force", "main", in: scratch.top)
        try scratch.sandbox.git("branch", "other", in: scratch.top)
        try scratch.sandbox.git("branch", "--delete", "other", in: scratch.top)
    }

    @Test func `administration of ours that leads nowhere is removed, that of others stays`() throws {
        let first = try scratch.checkout()
        _ = try scratch.checkout()
        try scratch.sandbox.git("worktree", "add", "--quiet", "--detach", "../theirs", in: scratch.top)
        try Files.removeTree(scratch.sandbox.path("theirs"))
        let folder = "\(scratch.top)/.git/worktrees"
        for name in ["autowrk-7-0123456789abcdef", "autowrk-mine", "autowrk-x-0123456789abcdef"] {
            try scratch.sandbox.write("\(folder)/\(name)/gitdir", "/nowhere/.git\n")
        }
        let path = first.path
        try Files.removeTree(String(path.dropLast()) + "2")
        try scratch.pool().clean()
        let names = try Files.list(folder)
        #expect(names.count == 4)
        #expect(Set(names).isSuperset(of: ["autowrk-mine", "autowrk-x-0123456789abcdef", "theirs"]))
        #expect(try first.capture().tree == scratch.tree(1))
    }

    @Test func `a copy of the repository has checkouts of its own`() throws {
        let checkout = try scratch.checkout()
        let copy = scratch.sandbox.path("copy")
        try scratch.shell("cp -a \(scratch.top) \(copy)", in: scratch.sandbox.path)
        let repository = try scratch.repository(copy)
        let other = try scratch.pool().checkout(of: scratch.tree(0), commit: nil, in: repository)
        #expect(other.path != checkout.path)
        #expect(try Files.list("\(copy)/.git/worktrees").count == 1, "the copied administration is gone")
        #expect(try checkout.capture().tree == scratch.tree(1))
        #expect(try other.capture().tree == scratch.tree(0))
    }

    @Test func `a bare repository and a linked worktree have checkouts, too`() throws {
        try scratch.sandbox.git("clone", "--quiet", "--bare", scratch.top, "bare.git")
        try scratch.sandbox.git("worktree", "add", "--quiet", "--detach", "../linked", in: scratch.top)
        for path in ["bare.git", "linked"] {
            let repository = try scratch.repository(scratch.sandbox.path(path))
            let checkout = try scratch.pool().checkout(of: scratch.tree(0), commit: nil, in: repository)
            try scratch.shell("echo x >README; git add README; git status", in: checkout.path)
            let tree = try checkout.capture().tree
            #expect(try text("README", in: tree, path) == "x")
        }
        let checkout = try scratch.checkout()
        #expect(checkout.path.hasSuffix("/1"), "a linked worktree's are those of its repository")
    }

    private func text(_ path: String, in tree: ObjectID, _ repository: String) throws -> String {
        try scratch.sandbox.git("cat-file", "blob", "\(tree):\(path)", in: repository)
    }

    @Test func `a cache inside the repository is refused`() throws {
        let pool = try ScratchPool(
            cacheDirectory: "\(scratch.top)/.cache", environment: scratch.sandbox.environment,
            time: .fixed(ScratchSandbox.now))
        let tree = try scratch.tree(1)
        let repository = try scratch.repository()
        #expect(throws: ScratchError.insideRepository(path: "\(scratch.top)/.cache/scratch")) {
            _ = try pool.checkout(of: tree, commit: nil, in: repository)
        }
    }

    @Test func `the folder is the user's alone`() throws {
        _ = try scratch.pool()
        #expect(try Files.status(of: scratch.sandbox.path("cache/scratch")).mode & 0o777 == 0o700)
    }

    @Test func `thousands of files go to a neighbouring tree and back`() throws {
        let repository = try scratch.repository()
        let blobs = try (0..<3).map { try repository.writeBlob(Array("content \($0)\n".utf8)) }
        func tree(_ blob: (Int) -> Int) throws -> ObjectID {
            try repository.updateTree(
                nil,
                changes: (0..<5000).map {
                    .upsert(path: "d\($0 % 10)/e\($0 % 100)/f\($0)", id: blobs[blob($0)], mode: .file)
                })
        }
        let first = try tree { $0 % 2 }
        let second = try tree { $0 % 500 == 0 ? 2 : $0 % 2 }
        var checkout = try scratch.pool().checkout(of: first, commit: nil, in: repository)
        #expect(try checkout.capture().tree == first)
        try checkout.reset(to: second)
        #expect(try checkout.capture().tree == second)
        _ = consume checkout
        let again = try scratch.pool().checkout(of: first, commit: nil, in: repository)
        #expect(try again.capture().tree == first)
        #expect(try scratch.sandbox.read("\(again.path)/d0/e0/f500") == "content 0\n")
    }
}
